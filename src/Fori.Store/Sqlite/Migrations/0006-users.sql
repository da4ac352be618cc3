create table users (
  tenant integer not null, id blob not null, email text not null, name text not null, password_hash text, must_change integer not null,
  stamp text not null, authenticator blob, two_factor integer not null, last_step integer, recovery_codes text not null,
  failures integer not null, locked_until integer, grants blob not null, created_at integer not null, disabled_at integer,
  revision integer not null, primary key (tenant, id)) without rowid;
create unique index users_by_email on users (tenant, email);
create index access_log_by_time on access_log (tenant, at);

-- Keys by which cookies and authenticators' secrets are protected: of the installation, the same for every node.
create table protection_keys (name text primary key, body text not null);

insert into sqlite_stat1 (tbl, idx, stat) values
  ('users', 'users', '10000 100 1'),
  ('users', 'users_by_email', '10000 100 1');
analyze sqlite_schema;
