-- A selection may be of one stage: its key is then programme, stage and batch, and the batch need
-- be no round. Every key stands for one selection, so nothing else has to be unique.
alter table selection drop constraint selection_once;
alter table selection add column stage varchar(50);

-- How a meeting voted on an application that was decided by itself (standing LISTED before,
-- DECIDED after).
alter table selection_entry add column votes_for integer;
alter table selection_entry add column votes_against integer;
alter table selection_entry add column votes_abstained integer;
create index selection_entry_by_application on selection_entry (application_number, id);

-- Which selection an application came to last. None: it came before there were selections by
-- stage, and waits for that of its round.
create table selection_member (
	application_number varchar(14) primary key references application (application_number),
	selection_key varchar(64) not null,
	joined_at timestamp(6) with time zone not null
);
create index selection_member_by_selection on selection_member (selection_key, application_number);
