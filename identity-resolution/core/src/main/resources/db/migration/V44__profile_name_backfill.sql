-- Workspaces with people from before profile_name, whose names a backfill stores. The people up to
-- "profile" are done. A second pass starts at "again_at", because instances of the earlier version
-- may have changed names after the first one. The row ends with the second pass.
create table profile_name_backfill (
  workspace text primary key,
  profile text not null default '',
  again_at timestamptz
);

-- The workspaces are not listed yet. The backfill lists them in place of this row, because a
-- migration that looks at the profiles would have to lock their table.
insert into profile_name_backfill (workspace) values ('');

alter table profile_name_backfill enable row level security;
alter table profile_name_backfill force row level security;
create policy request_workspace on profile_name_backfill to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on profile_name_backfill to ${worker} using (true);
grant select, insert, update, delete on profile_name_backfill to ${worker};
