-- some messages are about no single application
alter table message alter column application_number drop not null;
