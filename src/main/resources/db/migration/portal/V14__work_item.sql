-- Open tasks as people look for them. Written in the engine's own transactions and compared
-- with the engine's tasks at every start; nothing is decided by it.
create table work_item (
	task_id varchar(64) primary key,
	application_number varchar(14) not null,
	programme varchar(100) not null,
	authority varchar(50) not null,
	credit_code varchar(18) not null,
	enterprise_name varchar(200) not null,
	district varchar(50),
	stage varchar(100),
	task_key varchar(255) not null,
	task_name varchar(255) not null,
	duty varchar(50) not null,
	correction_round integer not null,
	created_at timestamp(6) with time zone not null,
	due_at timestamp(6) with time zone,
	assignee varchar(255),
	for_enterprise boolean not null
);
create index work_item_by_application on work_item (application_number);

-- Who finds a task: groups it is offered to; accounts it is offered to by name ('user:' and
-- the account); and, where the enterprise has to act, those who watch over the case
-- ('watch:' and an authority, an area of it, a case, or * for all). What is searched by is here
-- too, so that a search looks through the caller's tasks only.
create table work_item_group (
	group_id varchar(300) not null,
	task_id varchar(64) not null references work_item (task_id) on delete cascade,
	created_at timestamp(6) with time zone not null,
	due_at timestamp(6) with time zone,
	assignee varchar(255),
	application_number varchar(14) not null,
	programme varchar(100) not null,
	credit_code varchar(18) not null,
	enterprise_name varchar(200) not null,
	district varchar(50),
	stage varchar(100),
	primary key (group_id, task_id)
);
create index work_item_group_by_created on work_item_group (group_id, created_at, task_id);
create index work_item_group_by_due on work_item_group (group_id, due_at, task_id);
create index work_item_group_by_assignee on work_item_group (assignee, group_id);
create index work_item_group_by_task on work_item_group (task_id);
