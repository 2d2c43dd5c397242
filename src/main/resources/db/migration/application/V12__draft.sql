-- What people have begun to write in the form of an open task; gone when the task is over.
create table application_draft (
	task_id varchar(64) primary key,
	application_number varchar(14) not null references application (application_number),
	form varchar(100) not null,
	draft_version integer not null,
	answers varchar not null,
	saved_by varchar(255) not null,
	saved_at timestamp(6) with time zone not null
);
create index application_draft_by_application on application_draft (application_number);
