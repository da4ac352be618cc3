-- Who answers for a document, where that is another than who made it.
create table owners (
  tenant integer not null, document uuid not null, owner text collate "C" not null, set_by text not null, at bigint not null, primary key (tenant, document));
create index owners_by_owner on owners (tenant, owner);
grant select, insert, update, delete on owners to fori_app;
alter table owners enable row level security;
create policy own_tenant on owners to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
