-- The tenant of the policies is asked for once a statement, not for each row: a sub-select is evaluated once. Nobody is
-- "", too, which the setting is in a connection after the transaction that named a tenant.
do $$
declare guarded record;
begin
  for guarded in select tablename from pg_policies where schemaname = 'public' and policyname = 'own_tenant' loop
    execute format(
      'alter policy own_tenant on %I using (tenant = (select nullif(current_setting(''fori.tenant'', true), '''')::int))'
      ' with check (tenant = (select nullif(current_setting(''fori.tenant'', true), '''')::int))', guarded.tablename);
  end loop;
end $$;
