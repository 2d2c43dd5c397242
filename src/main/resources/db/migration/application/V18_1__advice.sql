-- what a check only draws attention to stands beside the conditions that do not hold
alter table application_reason add column advisory boolean default false not null;
