create table answered_requests (
  tenant integer not null, api_key blob not null, key blob not null, request blob not null, status integer not null,
  document blob not null, sequence integer not null, at integer not null, primary key (tenant, api_key, key)) without rowid;
create index answered_requests_by_age on answered_requests (tenant, api_key, at);

insert into sqlite_stat1 (tbl, idx, stat) values
  ('answered_requests', 'answered_requests', '1000000 10000 5000 1'),
  ('answered_requests', 'answered_requests_by_age', '1000000 10000 5000 1');
analyze sqlite_schema;
