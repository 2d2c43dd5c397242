-- How earlier awards count: TOP_UP, they are taken off what the level is worth; CUMULATIVE, they
-- use the cap up; DECIDED, the amount was decided by hand and has neither rate nor level. Who
-- decided it, or confirmed rate and cap for this case, and on the basis of which document.
alter table subsidy_decision add column scope varchar(20) default 'TOP_UP' not null;
alter table subsidy_decision add column basis varchar;
alter table subsidy_decision add column decided_by varchar(255);
alter table subsidy_decision alter column assessed_level drop not null;
alter table subsidy_decision alter column rate drop not null;
