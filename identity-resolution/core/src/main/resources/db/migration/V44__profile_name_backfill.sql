-- Workspaces with people from before profile_name, whose names a backfill stores. The people up to
-- "profile" are done. The row ends with the backfill of the workspace.
create table profile_name_backfill (
  workspace text primary key,
  profile text not null default ''
);

-- Under forced row-level security the owner sees no row. One step along the primary key for each
-- workspace, instead of a look at every row.
alter table profile no force row level security;
alter table replay_copy no force row level security;
insert into profile_name_backfill (workspace)
with recursive known(workspace) as (
  (select workspace from profile order by workspace limit 1)
  union all
  select (select p.workspace from profile p
          where p.workspace > k.workspace order by p.workspace limit 1)
  from known k where k.workspace is not null)
select k.workspace from known k
where k.workspace is not null
  and not exists (select from replay_copy r where r.name = k.workspace);
alter table replay_copy force row level security;
alter table profile force row level security;

alter table profile_name_backfill enable row level security;
alter table profile_name_backfill force row level security;
create policy request_workspace on profile_name_backfill to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on profile_name_backfill to ${worker} using (true);
grant select, insert, update, delete on profile_name_backfill to ${worker};
