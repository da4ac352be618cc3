-- A mapping may make several documents of one record, and each that is refused waits by itself. Made anew, for the code
-- names columns in the order of the table.
create table quarantine_parts (
  tenant integer not null, run uuid not null, ordinal bigint not null, part integer not null, source text not null, key text,
  raw bytea not null, mapped bytea, problems bytea not null, at bigint not null, settled_at bigint,
  primary key (tenant, run, ordinal, part));
insert into quarantine_parts (tenant, run, ordinal, part, source, key, raw, mapped, problems, at, settled_at)
  select tenant, run, ordinal, 0, source, key, raw, mapped, problems, at, settled_at from quarantine;
drop table quarantine;
alter table quarantine_parts rename to quarantine;
alter index quarantine_parts_pkey rename to quarantine_pkey;
grant select, insert, update, delete on quarantine to fori_app;
alter table quarantine enable row level security;
create policy own_tenant on quarantine to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
