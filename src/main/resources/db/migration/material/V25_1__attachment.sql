-- Files that belong to no case, such as the minutes of a meeting that decided many. The bytes lie
-- in the store, under the row's id. Rows are never deleted: what was replaced stays.
create table attachment (
	id varchar(36) primary key,
	owner_key varchar(64) not null,
	kind varchar(50) not null,
	name varchar(400) not null,
	content_type varchar(100) not null,
	size_bytes bigint not null,
	sha256 varchar(64) not null,
	scanned boolean,
	version int not null,
	replaces_id varchar(36) references attachment (id),
	state varchar(20) not null,
	uploaded_at timestamp(6) with time zone not null,
	uploaded_by varchar(255)
);
create index attachment_by_owner on attachment (owner_key, uploaded_at);
