-- Questions that people of the staff keep under a name.
create table saved_views (
  tenant integer not null, id blob not null, person blob not null, name text not null, query text not null, created_at integer not null,
  primary key (tenant, id)) without rowid;
create index saved_views_of_person on saved_views (tenant, person);
insert into sqlite_stat1 (tbl, idx, stat) values
  ('saved_views', 'saved_views', '10000 100 1'),
  ('saved_views', 'saved_views_of_person', '10000 100 5');
analyze sqlite_schema;
