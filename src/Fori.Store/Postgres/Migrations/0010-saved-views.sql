-- Questions that people of the staff keep under a name.
create table saved_views (
  tenant integer not null, id uuid not null, person uuid not null, name text not null, query text not null, created_at bigint not null,
  primary key (tenant, id));
create index saved_views_of_person on saved_views (tenant, person);
grant select, insert, update, delete on saved_views to fori_app;
alter table saved_views enable row level security;
create policy own_tenant on saved_views to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
