-- Which of a person's grants the directory's words gave, and so may take. Of who came by the directory before, nobody knows it.
alter table users add column mapped_grants blob;
update users set mapped_grants = x'5b5d'
  where not exists (select 1 from linked_identities l where l.tenant = users.tenant and l.user_id = users.id);
