-- Uploaded materials. The bytes lie in the store, under the row's id. Rows are never
-- deleted: what was replaced or withdrawn stays.
create table material (
	id varchar(36) primary key,
	application_number varchar(14) not null references application (application_number),
	credit_code varchar(18) not null,
	kind varchar(50) not null,
	name varchar(400) not null,
	content_type varchar(100) not null,
	size_bytes bigint not null,
	sha256 varchar(64) not null,
	scanned boolean,
	version int not null,
	replaces_id varchar(36) references material (id),
	state varchar(20) not null,
	uploaded_at timestamp(6) with time zone not null,
	uploaded_by varchar(255),
	in_order boolean,
	remark varchar(500),
	judged_by varchar(255),
	judged_at timestamp(6) with time zone
);
create index material_by_application on material (application_number, uploaded_at);
create index material_by_enterprise on material (credit_code);

-- One row per enterprise: whoever holds it adds or changes its materials, one after the
-- other, so that no limit is passed by two at once.
create table material_holder (
	credit_code varchar(18) primary key
);

-- The store's bytes where it is the database, in pieces.
create table material_chunk (
	content_key varchar(36) not null,
	seq int not null,
	bytes bytea not null,
	written_at timestamp(6) with time zone not null,
	primary key (content_key, seq)
);
