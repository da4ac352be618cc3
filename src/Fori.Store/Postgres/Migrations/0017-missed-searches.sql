-- What visitors looked for and did not find, without anything about who did.
create table missed_searches (
  tenant integer not null, language text collate "C" not null, words text collate "C" not null, count integer not null, last_at bigint not null,
  primary key (tenant, language, words));
create index missed_searches_by_time on missed_searches (tenant, last_at);
grant select, insert, update, delete on missed_searches to fori_app;
alter table missed_searches enable row level security;
create policy own_tenant on missed_searches to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
