-- The store of one or many municipalities. Rules: src/Fori.Store/Documents/Rows.cs.
create table tenants (number integer primary key autoincrement, name text not null unique, created_at integer not null);

create table heads (tenant integer primary key, epoch integer not null, head integer not null, mark integer not null, at integer not null);

create table documents (
  tenant integer not null, id blob not null, type text not null, state text not null, draft integer not null,
  published integer, merged_into blob, primary key (tenant, id)) without rowid;
create index documents_by_type on documents (tenant, type, id);

create table versions (
  tenant integer not null, id blob not null, version integer not null, schema integer not null, body blob not null,
  provenance blob, author text not null, origin text not null, at integer not null, note text, rules integer not null);
create unique index versions_key on versions (tenant, id, version);

create table publications (
  tenant integer not null, id blob not null, from_sequence integer not null, version integer not null, languages text not null,
  from_at integer not null, to_sequence integer, to_at integer, primary key (tenant, id, from_sequence)) without rowid;

create table changes (
  tenant integer not null, sequence integer not null, id blob not null, type text not null, operation text not null,
  version integer not null, fields text not null, actor text not null, origin text not null, at integer not null,
  mark integer not null, merged_into blob, primary key (tenant, sequence)) without rowid;
create index changes_of_document on changes (tenant, id, sequence);

create table contributions (
  tenant integer not null, source text not null, key text not null, version integer not null, latest integer not null,
  document blob not null, home blob not null, type text not null, body blob, live integer not null, hash integer not null,
  received_at integer not null, changed_at integer, run blob);
create unique index contributions_key on contributions (tenant, source, key, version);
create index contributions_of_document on contributions (tenant, document) where latest = 1;

create table decisions (
  tenant integer not null, id blob not null, kind text not null, document blob, body blob not null, actor text not null,
  at integer not null, withdrawn_at integer, withdrawn_by text, primary key (tenant, id)) without rowid;
create index decisions_of_document on decisions (tenant, document);

create table external_ids (
  tenant integer not null, system text not null, key text not null, document blob not null,
  primary key (tenant, system, key)) without rowid;
create index external_ids_of_document on external_ids (tenant, document);

create table routes (
  tenant integer not null, space text not null, language text not null, slug text not null, document blob not null,
  kind text not null, since integer not null, primary key (tenant, space, language, slug)) without rowid;
create index routes_of_document on routes (tenant, document);

create table refs (
  tenant integer not null, document blob not null, field text not null, ordinal integer not null, system text, key text,
  target blob, primary key (tenant, document, field, ordinal)) without rowid;
create index refs_by_key on refs (tenant, system, key) where system is not null;
create index refs_by_target on refs (tenant, target) where target is not null;

create table runs (
  tenant integer not null, id blob not null, source text not null, kind text not null, state text not null,
  started_at integer not null, ended_at integer, body blob not null, primary key (tenant, id)) without rowid;

create table quarantine (
  tenant integer not null, run blob not null, ordinal integer not null, source text not null, key text, raw blob not null,
  mapped blob, problems blob not null, at integer not null, settled_at integer, primary key (tenant, run, ordinal));

create table cursors (
  tenant integer not null, name text not null, epoch integer not null, sequence integer not null, mark integer not null,
  fence integer not null, primary key (tenant, name)) without rowid;

create table api_keys (
  tenant integer not null, id blob not null, name text not null, hash blob not null, role text not null, source text not null,
  created_at integer not null, revoked_at integer, primary key (tenant, id)) without rowid;

create table access_log (
  tenant integer not null, id blob not null, at integer not null, actor text not null, action text not null,
  subject text not null, allowed integer not null, primary key (tenant, id)) without rowid;

create table leases (name text primary key, holder text not null, fence integer not null, until integer not null);
