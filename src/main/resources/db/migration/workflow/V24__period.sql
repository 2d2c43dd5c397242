-- Several periods run in one case, each under the name of its parameter, in workdays, days
-- or months.
alter table workflow_deadline add column period_key varchar(100) default 'correctionPeriod' not null;
update workflow_deadline set period_key = 'noticePeriod' where kind = 'NOTICE';
alter table workflow_deadline alter column period_key drop default;
alter table workflow_deadline add column unit varchar(20) default 'WORKDAYS' not null;
alter table workflow_deadline alter column unit drop default;
alter table workflow_deadline add column period_length integer default 1 not null;
update workflow_deadline set period_length = workdays;
alter table workflow_deadline alter column period_length drop default;
alter table workflow_deadline drop column workdays;
-- the run of the process the period was opened in: one that begins anew only with the
-- process is known by it
alter table workflow_deadline add column run varchar(64);
alter table workflow_deadline drop constraint workflow_deadline_one;
alter table workflow_deadline add constraint workflow_deadline_one unique (application_number, kind, period_key);
