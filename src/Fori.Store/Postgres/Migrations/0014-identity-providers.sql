-- The directory by which the staff of a municipality sign in, and who is who in it. The key is a hash: the table lists nobody's number.
create table identity_providers (
  tenant integer not null, name text collate "C" not null, body bytea not null, changed_at bigint not null, changed_by text not null, revision integer not null,
  primary key (tenant, name));
grant select, insert, update, delete on identity_providers to fori_app;
alter table identity_providers enable row level security;
create policy own_tenant on identity_providers to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));

create table linked_identities (
  tenant integer not null, key bytea not null, issuer text not null, user_id uuid, linked_at bigint not null, used_at bigint not null,
  primary key (tenant, key));
create index linked_identities_by_user on linked_identities (tenant, user_id);
grant select, insert, update, delete on linked_identities to fori_app;
alter table linked_identities enable row level security;
create policy own_tenant on linked_identities to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
