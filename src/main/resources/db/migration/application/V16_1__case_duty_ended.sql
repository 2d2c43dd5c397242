-- Whoever recused himself or was replaced no longer sees the case; what he did still counts.
alter table case_duty add column ended_at timestamp(6) with time zone;
