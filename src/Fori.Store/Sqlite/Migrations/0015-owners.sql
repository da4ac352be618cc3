-- Who answers for a document, where that is another than who made it.
create table owners (
  tenant integer not null, document blob not null, owner text not null, set_by text not null, at integer not null, primary key (tenant, document)) without rowid;
create index owners_by_owner on owners (tenant, owner);
