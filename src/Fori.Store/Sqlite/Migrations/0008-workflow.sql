-- What is asked of documents that people write: reviews, what was said, times, links, the bin, days of checking.
create table remarks (
  tenant integer not null, id blob not null, document blob not null, version integer not null, kind text not null, languages text not null,
  actor text not null, at integer not null, text text, primary key (tenant, id)) without rowid;
create index remarks_by_document on remarks (tenant, document);
create table reviews (
  tenant integer not null, document blob not null, language text not null, state text not null, version integer not null, submitted_by text not null,
  remark blob not null, primary key (tenant, document, language)) without rowid;
create table schedules (
  tenant integer not null, document blob not null, language text not null, act text not null, version integer not null, due_at integer not null,
  scheduled_by text not null, with_shared integer not null, remark blob not null, failed_at integer,
  primary key (tenant, document, language, act)) without rowid;
create table preview_links (
  tenant integer not null, id blob not null, document blob not null, hash blob not null, created_by text not null, created_at integer not null,
  expires_at integer not null, revoked_at integer, primary key (tenant, id)) without rowid;
create unique index preview_links_by_hash on preview_links (tenant, hash);
create index preview_links_by_document on preview_links (tenant, document);
create table binned (
  tenant integer not null, document blob not null, binned_by text not null, at integer not null, primary key (tenant, document)) without rowid;
create table review_days (
  tenant integer not null, document blob not null, due_on text not null, set_by text, at integer not null, primary key (tenant, document)) without rowid;

insert into sqlite_stat1 (tbl, idx, stat) values
  ('remarks', 'remarks', '10000 1000 1'),
  ('remarks', 'remarks_by_document', '10000 1000 5');
analyze sqlite_schema;
