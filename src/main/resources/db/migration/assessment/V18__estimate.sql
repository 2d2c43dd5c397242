-- scores that rest on points nobody has published are estimates, and say so
alter table assessment add column estimate boolean default false not null;
alter table application add column self_estimated_level integer;
