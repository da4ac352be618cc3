-- The version in which a language of a document was last written, or last found up to date.
create table translation_bases (
  tenant integer not null, document uuid not null, language text collate "C" not null, version integer not null, primary key (tenant, document, language));
grant select, insert, update, delete on translation_bases to fori_app;
alter table translation_bases enable row level security;
create policy own_tenant on translation_bases to fori_app
  using (tenant = (select nullif(current_setting('fori.tenant', true), '')::int))
  with check (tenant = (select nullif(current_setting('fori.tenant', true), '')::int));
