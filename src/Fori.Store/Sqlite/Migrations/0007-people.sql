-- Letters to people, kept until they are sent. Not in the log and not exported.
create table outbox (
  tenant integer not null, id blob not null, kind text not null, user_id blob, recipient text not null, language text not null, subject text not null,
  body blob, body_until integer, state text not null, attempts integer not null, next_at integer not null, error text,
  created_at integer not null, sent_at integer, primary key (tenant, id)) without rowid;
create index outbox_due on outbox (tenant, next_at) where state in ('Asked', 'Waiting', 'Sending');

-- Links that open something once, by the hash of their secret.
create table user_links (
  tenant integer not null, hash blob not null, user_id blob not null, kind text not null, created_at integer not null, expires_at integer not null,
  primary key (tenant, hash)) without rowid;
create index user_links_by_user on user_links (tenant, user_id);

create table sessions (
  tenant integer not null, id blob not null, user_id blob not null, created_at integer not null, seen_at integer not null,
  device text not null, origin text not null, primary key (tenant, id)) without rowid;
create index sessions_by_user on sessions (tenant, user_id);

-- Wrong passwords, by a hash of whose and from where.
create table sign_in_attempts (
  tenant integer not null, key blob not null, failures integer not null, locks integer not null, last_at integer not null, locked_until integer, known_until integer,
  primary key (tenant, key)) without rowid;

insert into sqlite_stat1 (tbl, idx, stat) values
  ('outbox', 'outbox', '10000 100 1'),
  ('outbox', 'outbox_due', '100 10 1'),
  ('user_links', 'user_links', '10000 100 1'),
  ('user_links', 'user_links_by_user', '10000 100 1'),
  ('sessions', 'sessions', '10000 100 1'),
  ('sessions', 'sessions_by_user', '10000 100 1'),
  ('sign_in_attempts', 'sign_in_attempts', '10000 100 1');
analyze sqlite_schema;
