create table autosaves (
  tenant integer not null, person uuid not null, document uuid not null, tab uuid not null, type text not null, expected integer not null,
  body bytea not null, at bigint not null, primary key (tenant, person, document, tab),
  foreign key (tenant, person) references users (tenant, id) on delete cascade);
create index autosaves_by_time on autosaves (tenant, at);
grant select, insert, update, delete on autosaves to fori_app;
alter table autosaves enable row level security;
create policy own_tenant on autosaves to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
