-- What the query planner is to think of the tables. Without figures SQLite takes ten rows for a tenant and reads all of
-- them rather than use an index by key; measured ones would follow the data, and with them the plans. These say: a hundred
-- tenants of ten thousand documents, a handful of rows for each document or key. Numbers: rows of the table, then for each
-- column of the index how many share the columns so far.
drop index contributions_of_document;
-- The condition in the very words of the queries ("= true"): SQLite compares the text, and did not use "= 1".
create index contributions_of_document on contributions (tenant, document) where latest = true;

analyze sqlite_schema;
delete from sqlite_stat1;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('documents', 'documents', '1000000 10000 1'),
  ('documents', 'documents_by_type', '1000000 10000 1500 1'),
  ('versions', 'versions_key', '3000000 30000 3 1'),
  ('publications', 'publications', '3000000 30000 3 1'),
  ('changes', 'changes', '4000000 40000 1'),
  ('changes', 'changes_of_document', '4000000 40000 4 1'),
  ('contributions', 'contributions_key', '3000000 30000 5000 3 1'),
  ('contributions', 'contributions_of_document', '1000000 10000 2'),
  ('decisions', 'decisions', '10000 100 1'),
  ('decisions', 'decisions_of_document', '10000 100 2'),
  ('external_ids', 'external_ids', '2000000 20000 5000 1'),
  ('external_ids', 'external_ids_of_document', '2000000 20000 2'),
  ('routes', 'routes', '3000000 30000 5000 2000 1'),
  ('routes', 'routes_of_document', '3000000 30000 3'),
  ('refs', 'refs', '5000000 50000 5 2 1'),
  ('refs', 'refs_by_key', '5000000 50000 10000 20'),
  ('refs', 'refs_by_target', '5000000 50000 20'),
  ('runs', 'runs', '10000 100 1');
analyze sqlite_schema;
