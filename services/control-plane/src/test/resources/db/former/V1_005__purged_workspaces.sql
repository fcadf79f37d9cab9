-- Which deleted workspaces nothing is left of. The ids stay, so that what comes late has no effect.
create table purged_workspace (
  id text primary key,
  purged_at timestamptz not null,
  repeat_at timestamptz
);
grant select, insert, update on purged_workspace to ${worker};

-- The worker deletes what belongs to a deleted workspace from every table. A table that is added
-- later gives it this right itself.
do $$
declare
  found record;
begin
  for found in
    select distinct t.table_name as name
    from information_schema.tables t join information_schema.columns c using (table_schema, table_name)
    where t.table_schema = current_schema() and t.table_type = 'BASE TABLE'
      and c.column_name in ('workspace', 'shadow')
  loop
    execute format('grant select, delete on %I to ${worker}', found.name);
    if not exists (
      select from pg_policies
      where schemaname = current_schema() and tablename = found.name and cmd = 'ALL'
        and '${worker}' = any (roles)
    ) then
      execute format('create policy worker_purge on %I to ${worker} using (true)', found.name);
    end if;
  end loop;
end
$$;
