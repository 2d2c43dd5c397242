-- A return runs under the period of a parameter, and is called and ends as its programme says.
alter table correction_round add column period_key varchar(100) default 'correctionPeriod' not null;
alter table correction_round alter column period_key drop default;
alter table correction_round add column term varchar(20) default '补正' not null;
alter table correction_round alter column term drop default;
alter table correction_round add column consequence varchar(200) default '按放弃申报处理' not null;
alter table correction_round alter column consequence drop default;
alter table correction_extension add column unit varchar(20) default 'WORKDAYS' not null;
alter table correction_extension alter column unit drop default;
alter table correction_extension add column extension_length integer default 1 not null;
update correction_extension set extension_length = workdays;
alter table correction_extension alter column extension_length drop default;
alter table correction_extension drop column workdays;
