create table files (
  tenant integer not null, hash text not null, bytes integer not null, touched_at integer not null, marked_at integer,
  primary key (tenant, hash)) without rowid;

insert into sqlite_stat1 (tbl, idx, stat) values ('files', 'files', '100000 1000 1');
analyze sqlite_schema;
