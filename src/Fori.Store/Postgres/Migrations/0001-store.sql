-- The store of one or many municipalities. Rules: src/Fori.Store/Documents/Rows.cs.
-- Roles: the owner migrates and dumps; fori_app serves one tenant at a time (row-level security by fori.tenant);
-- fori_projector reads the heads of all. No FORCE: it would make the owner's own migrations and dumps see nothing.
create table tenants (number integer generated always as identity primary key, name text not null unique, created_at bigint not null);

create table heads (tenant integer primary key, epoch integer not null, head bigint not null, mark bigint not null, at bigint not null);

create table documents (
  tenant integer not null, id uuid not null, type text not null, state text not null, draft integer not null,
  published integer, merged_into uuid, primary key (tenant, id));
create index documents_by_type on documents (tenant, type, id);

create table versions (
  tenant integer not null, id uuid not null, version integer not null, schema integer not null, body bytea not null,
  provenance bytea, author text not null, origin text not null, at bigint not null, note text, rules integer not null);
create unique index versions_key on versions (tenant, id, version);

create table publications (
  tenant integer not null, id uuid not null, from_sequence bigint not null, version integer not null, languages text not null,
  from_at bigint not null, to_sequence bigint, to_at bigint, primary key (tenant, id, from_sequence));

create table changes (
  tenant integer not null, sequence bigint not null, id uuid not null, type text not null, operation text not null,
  version integer not null, fields text not null, actor text not null, origin text not null, at bigint not null,
  mark bigint not null, merged_into uuid, primary key (tenant, sequence));
create index changes_of_document on changes (tenant, id, sequence);

create table contributions (
  tenant integer not null, source text not null, key text not null, version integer not null, latest boolean not null,
  document uuid not null, home uuid not null, type text not null, body bytea, live boolean not null, hash bigint not null,
  received_at bigint not null, changed_at bigint, run uuid);
create unique index contributions_key on contributions (tenant, source, key, version);
create index contributions_of_document on contributions (tenant, document) where latest;

create table decisions (
  tenant integer not null, id uuid not null, kind text not null, document uuid, body bytea not null, actor text not null,
  at bigint not null, withdrawn_at bigint, withdrawn_by text, primary key (tenant, id));
create index decisions_of_document on decisions (tenant, document);

create table external_ids (
  tenant integer not null, system text not null, key text not null, document uuid not null,
  primary key (tenant, system, key));
create index external_ids_of_document on external_ids (tenant, document);

create table routes (
  tenant integer not null, space text not null, language text not null, slug text collate "C" not null, document uuid not null,
  kind text not null, since bigint not null, primary key (tenant, space, language, slug));
create index routes_of_document on routes (tenant, document);

create table refs (
  tenant integer not null, document uuid not null, field text not null, ordinal integer not null, system text, key text,
  target uuid, primary key (tenant, document, field, ordinal));
create index refs_by_key on refs (tenant, system, key) where system is not null;
create index refs_by_target on refs (tenant, target) where target is not null;

create table runs (
  tenant integer not null, id uuid not null, source text not null, kind text not null, state text not null,
  started_at bigint not null, ended_at bigint, body bytea not null, primary key (tenant, id));

create table quarantine (
  tenant integer not null, run uuid not null, ordinal bigint not null, source text not null, key text, raw bytea not null,
  mapped bytea, problems bytea not null, at bigint not null, settled_at bigint, primary key (tenant, run, ordinal));

create table cursors (
  tenant integer not null, name text not null, epoch integer not null, sequence bigint not null, mark bigint not null,
  fence bigint not null, primary key (tenant, name));

create table api_keys (
  tenant integer not null, id uuid not null, name text not null, hash bytea not null, role text not null, source text not null,
  created_at bigint not null, revoked_at bigint, primary key (tenant, id));

create table access_log (
  tenant integer not null, id uuid not null, at bigint not null, actor text not null, action text not null,
  subject text not null, allowed boolean not null, primary key (tenant, id));

create table leases (name text primary key, holder text not null, fence bigint not null, until bigint not null);

-- Roles are of the whole cluster: another database of it may make them at the same moment.
do $$
begin
  if not exists (select from pg_roles where rolname = 'fori_app') then create role fori_app nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  if not exists (select from pg_roles where rolname = 'fori_projector') then create role fori_projector nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$;
grant fori_app, fori_projector to current_user;
grant usage on schema public to fori_app, fori_projector;
grant select on tenants to fori_app, fori_projector;
grant select, insert, update on leases to fori_app;
grant select on heads to fori_projector;
create policy every_head on heads for select to fori_projector using (true);
grant select, insert, update, delete on heads to fori_app;
alter table heads enable row level security;
create policy own_tenant on heads to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on documents to fori_app;
alter table documents enable row level security;
create policy own_tenant on documents to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on versions to fori_app;
alter table versions enable row level security;
create policy own_tenant on versions to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on publications to fori_app;
alter table publications enable row level security;
create policy own_tenant on publications to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on changes to fori_app;
alter table changes enable row level security;
create policy own_tenant on changes to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on contributions to fori_app;
alter table contributions enable row level security;
create policy own_tenant on contributions to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on decisions to fori_app;
alter table decisions enable row level security;
create policy own_tenant on decisions to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on external_ids to fori_app;
alter table external_ids enable row level security;
create policy own_tenant on external_ids to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on routes to fori_app;
alter table routes enable row level security;
create policy own_tenant on routes to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on refs to fori_app;
alter table refs enable row level security;
create policy own_tenant on refs to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on runs to fori_app;
alter table runs enable row level security;
create policy own_tenant on runs to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on quarantine to fori_app;
alter table quarantine enable row level security;
create policy own_tenant on quarantine to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on cursors to fori_app;
alter table cursors enable row level security;
create policy own_tenant on cursors to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on api_keys to fori_app;
alter table api_keys enable row level security;
create policy own_tenant on api_keys to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
grant select, insert, update, delete on access_log to fori_app;
alter table access_log enable row level security;
create policy own_tenant on access_log to fori_app using (tenant = current_setting('fori.tenant', true)::int) with check (tenant = current_setting('fori.tenant', true)::int);
