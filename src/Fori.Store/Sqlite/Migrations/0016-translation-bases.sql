-- The version in which a language of a document was last written, or last found up to date.
create table translation_bases (
  tenant integer not null, document blob not null, language text not null, version integer not null, primary key (tenant, document, language)) without rowid;
