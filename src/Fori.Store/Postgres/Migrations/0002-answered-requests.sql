create table answered_requests (
  tenant integer not null, api_key uuid not null, key bytea not null, request bytea not null, status integer not null,
  document uuid not null, sequence bigint not null, at bigint not null, primary key (tenant, api_key, key));
create index answered_requests_by_age on answered_requests (tenant, api_key, at);
grant select, insert, update, delete on answered_requests to fori_app;
alter table answered_requests enable row level security;
create policy own_tenant on answered_requests to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
