#!/bin/sh
# Runs once, when the database volume is first made: the program's own role, which can read
# the audit log and add to it but not change it. What it needs is granted after migrations.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$HUIQI_DB_PASSWORD" --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" <<'SQL'
create role huiqi login password :'password';
grant usage, create on schema public to huiqi;
SQL
