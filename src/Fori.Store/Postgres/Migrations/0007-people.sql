-- Letters to people, kept until they are sent. Not in the log and not exported.
create table outbox (
  tenant integer not null, id uuid not null, kind text not null, user_id uuid, recipient text not null, language text not null, subject text not null,
  body bytea, body_until bigint, state text not null, attempts integer not null, next_at bigint not null, error text,
  created_at bigint not null, sent_at bigint, primary key (tenant, id));
create index outbox_due on outbox (tenant, next_at) where state in ('Asked', 'Waiting', 'Sending');
grant select, insert, update, delete on outbox to fori_app;
alter table outbox enable row level security;
create policy own_tenant on outbox to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));

-- Links that open something once, by the hash of their secret.
create table user_links (
  tenant integer not null, hash bytea not null, user_id uuid not null, kind text not null, created_at bigint not null, expires_at bigint not null,
  primary key (tenant, hash));
create index user_links_by_user on user_links (tenant, user_id);
grant select, insert, update, delete on user_links to fori_app;
alter table user_links enable row level security;
create policy own_tenant on user_links to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));

create table sessions (
  tenant integer not null, id uuid not null, user_id uuid not null, created_at bigint not null, seen_at bigint not null,
  device text not null, origin text not null, primary key (tenant, id));
create index sessions_by_user on sessions (tenant, user_id);
grant select, insert, update, delete on sessions to fori_app;
alter table sessions enable row level security;
create policy own_tenant on sessions to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));

-- Wrong passwords, by a hash of whose and from where.
create table sign_in_attempts (
  tenant integer not null, key bytea not null, failures integer not null, locks integer not null, last_at bigint not null, locked_until bigint, known_until bigint,
  primary key (tenant, key));
grant select, insert, update, delete on sign_in_attempts to fori_app;
alter table sign_in_attempts enable row level security;
create policy own_tenant on sign_in_attempts to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
