-- Outside addresses that public documents lead to, and whether they answer.
create table link_checks (
  tenant integer not null, address text not null, state text not null, seen text not null, failures integer not null, checked_at integer,
  next_at integer not null, documents text not null, primary key (tenant, address)) without rowid;
create index link_checks_by_time on link_checks (tenant, next_at);
