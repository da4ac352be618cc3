-- A mapping may make several documents of one record, and each that is refused waits by itself.
create table quarantine_parts (
  tenant integer not null, run blob not null, ordinal integer not null, part integer not null, source text not null, key text,
  raw blob not null, mapped blob, problems blob not null, at integer not null, settled_at integer,
  primary key (tenant, run, ordinal, part));
insert into quarantine_parts (tenant, run, ordinal, part, source, key, raw, mapped, problems, at, settled_at)
  select tenant, run, ordinal, 0, source, key, raw, mapped, problems, at, settled_at from quarantine;
drop table quarantine;
alter table quarantine_parts rename to quarantine;
