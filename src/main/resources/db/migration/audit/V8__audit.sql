-- every act, once: rows are added, never changed, never deleted. Each is hashed with a key
-- that lies outside the database, the hash of the row before it included
create table audit_act (
	chain varchar(64) not null,
	seq bigint not null,
	acted_at timestamp(6) with time zone not null,
	actor varchar,
	source varchar,
	via varchar(20) not null,
	action varchar(50) not null,
	subject text not null,
	before_state text,
	after_state text,
	rule text,
	summary text not null,
	key_id varchar(16) not null,
	-- the last line of the anchor file when the row was written
	anchor_line bigint not null,
	anchor_hash varchar(43) not null,
	previous_mac varchar(43) not null,
	mac varchar(43) not null,
	primary key (chain, seq)
);
create index audit_act_by_anchor_line on audit_act (anchor_line);

-- whoever appends to a chain holds the row its name falls on until his transaction ends;
-- the system's own chain has 0 for itself
create table audit_lock (
	id integer primary key
);
insert into audit_lock (id)
select tens.n * 8 + ones.n
from (values (0), (1), (2), (3), (4), (5), (6), (7)) as tens (n)
cross join (values (0), (1), (2), (3), (4), (5), (6), (7)) as ones (n);
