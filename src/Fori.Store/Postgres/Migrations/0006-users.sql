create table users (
  tenant integer not null, id uuid not null, email text collate "C" not null, name text not null, password_hash text, must_change boolean not null,
  stamp text not null, authenticator bytea, two_factor boolean not null, last_step bigint, recovery_codes text not null,
  failures integer not null, locked_until bigint, grants bytea not null, created_at bigint not null, disabled_at bigint,
  revision integer not null, primary key (tenant, id));
create unique index users_by_email on users (tenant, email);
create index access_log_by_time on access_log (tenant, at);
grant select, insert, update, delete on users to fori_app;
alter table users enable row level security;
create policy own_tenant on users to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));

-- Keys by which cookies and authenticators' secrets are protected: of the installation, the same for every node.
create table protection_keys (name text primary key, body text not null);
grant select, insert on protection_keys to fori_app;
