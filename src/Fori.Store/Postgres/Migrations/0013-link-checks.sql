-- Outside addresses that public documents lead to, and whether they answer.
create table link_checks (
  tenant integer not null, address text collate "C" not null, state text not null, seen text not null, failures integer not null, checked_at bigint,
  next_at bigint not null, documents text not null, primary key (tenant, address));
create index link_checks_by_time on link_checks (tenant, next_at);
grant select, insert, update, delete on link_checks to fori_app;
alter table link_checks enable row level security;
create policy own_tenant on link_checks to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
