-- Keys of people's devices, and the challenges that were answered: each opens once.
create table passkeys (
  tenant integer not null, credential blob not null, id blob not null, user_id blob not null, public_key blob not null, sign_count integer not null,
  name text not null, host text not null, transports text not null, backup_eligible integer not null, backed_up integer not null,
  created_at integer not null, used_at integer, primary key (tenant, credential),
  foreign key (tenant, user_id) references users (tenant, id) on delete cascade) without rowid;
create index passkeys_by_user on passkeys (tenant, user_id);
create table answered_challenges (
  tenant integer not null, hash blob not null, at integer not null, primary key (tenant, hash)) without rowid;
