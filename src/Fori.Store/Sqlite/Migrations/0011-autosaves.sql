create table autosaves (
  tenant integer not null, person blob not null, document blob not null, tab blob not null, type text not null, expected integer not null,
  body blob not null, at integer not null, primary key (tenant, person, document, tab),
  foreign key (tenant, person) references users (tenant, id) on delete cascade);
create index autosaves_by_time on autosaves (tenant, at);
