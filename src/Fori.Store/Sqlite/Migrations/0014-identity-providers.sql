-- The directory by which the staff of a municipality sign in, and who is who in it. The key is a hash: the table lists nobody's number.
create table identity_providers (
  tenant integer not null, name text not null, body blob not null, changed_at integer not null, changed_by text not null, revision integer not null,
  primary key (tenant, name)) without rowid;
create table linked_identities (
  tenant integer not null, key blob not null, issuer text not null, user_id blob, linked_at integer not null, used_at integer not null,
  primary key (tenant, key)) without rowid;
create index linked_identities_by_user on linked_identities (tenant, user_id);
