-- A source's newest runs are asked for by each page that says when the source was last read.
create index runs_by_source on runs (tenant, source, started_at);
