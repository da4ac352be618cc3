-- What visitors looked for and did not find, without anything about who did.
create table missed_searches (
  tenant integer not null, language text not null, words text not null, count integer not null, last_at integer not null,
  primary key (tenant, language, words)) without rowid;
create index missed_searches_by_time on missed_searches (tenant, last_at);
