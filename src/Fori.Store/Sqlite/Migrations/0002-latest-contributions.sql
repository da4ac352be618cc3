-- An index with a condition serves only queries that say the condition in the same words: "latest = true", not "= 1".
drop index contributions_of_document;
create index contributions_of_document on contributions (tenant, document) where latest = true;
