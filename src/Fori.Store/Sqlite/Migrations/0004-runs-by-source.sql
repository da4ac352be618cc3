-- A source's newest runs are asked for by each page that says when the source was last read.
create index runs_by_source on runs (tenant, source, started_at);
insert into sqlite_stat1 (tbl, idx, stat) values ('runs', 'runs_by_source', '10000 100 20 1');
analyze sqlite_schema;
