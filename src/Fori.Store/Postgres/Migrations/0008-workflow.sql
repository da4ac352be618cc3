-- What is asked of documents that people write: reviews, what was said, times, links, the bin, days of checking.
create table remarks (
  tenant integer not null, id uuid not null, document uuid not null, version integer not null, kind text collate "C" not null, languages text not null,
  actor text not null, at bigint not null, text text, primary key (tenant, id));
create index remarks_by_document on remarks (tenant, document);
create table reviews (
  tenant integer not null, document uuid not null, language text collate "C" not null, state text collate "C" not null, version integer not null,
  submitted_by text not null, remark uuid not null, primary key (tenant, document, language));
create table schedules (
  tenant integer not null, document uuid not null, language text collate "C" not null, act text collate "C" not null, version integer not null,
  due_at bigint not null, scheduled_by text not null, with_shared boolean not null, remark uuid not null, failed_at bigint,
  primary key (tenant, document, language, act));
create table preview_links (
  tenant integer not null, id uuid not null, document uuid not null, hash bytea not null, created_by text not null, created_at bigint not null,
  expires_at bigint not null, revoked_at bigint, primary key (tenant, id));
create unique index preview_links_by_hash on preview_links (tenant, hash);
create index preview_links_by_document on preview_links (tenant, document);
create table binned (
  tenant integer not null, document uuid not null, binned_by text not null, at bigint not null, primary key (tenant, document));
create table review_days (
  tenant integer not null, document uuid not null, due_on text collate "C" not null, set_by text, at bigint not null, primary key (tenant, document));
grant select, insert, update, delete on remarks, reviews, schedules, preview_links, binned, review_days to fori_app;
alter table remarks enable row level security;
create policy own_tenant on remarks to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
alter table reviews enable row level security;
create policy own_tenant on reviews to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
alter table schedules enable row level security;
create policy own_tenant on schedules to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
alter table preview_links enable row level security;
create policy own_tenant on preview_links to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
alter table binned enable row level security;
create policy own_tenant on binned to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
alter table review_days enable row level security;
create policy own_tenant on review_days to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
