create table files (
  tenant integer not null, hash text collate "C" not null, bytes bigint not null, touched_at bigint not null, marked_at bigint,
  primary key (tenant, hash));
grant select, insert, update, delete on files to fori_app;
alter table files enable row level security;
create policy own_tenant on files to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
