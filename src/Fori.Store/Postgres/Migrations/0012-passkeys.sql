-- Keys of people's devices, and the challenges that were answered: each opens once.
create table passkeys (
  tenant integer not null, credential bytea not null, id uuid not null, user_id uuid not null, public_key bytea not null, sign_count bigint not null,
  name text not null, host text not null, transports text not null, backup_eligible boolean not null, backed_up boolean not null,
  created_at bigint not null, used_at bigint, primary key (tenant, credential),
  foreign key (tenant, user_id) references users (tenant, id) on delete cascade);
create index passkeys_by_user on passkeys (tenant, user_id);
grant select, insert, update, delete on passkeys to fori_app;
alter table passkeys enable row level security;
create policy own_tenant on passkeys to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));

create table answered_challenges (
  tenant integer not null, hash bytea not null, at bigint not null, primary key (tenant, hash));
grant select, insert, update, delete on answered_challenges to fori_app;
alter table answered_challenges enable row level security;
create policy own_tenant on answered_challenges to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
