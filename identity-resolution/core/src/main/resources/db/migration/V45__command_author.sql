-- Who sent a command about a person. Answers and corrections refer to the command as long as the
-- person has them, so the rows stay until the workspace is purged.
create table command_author (
  workspace text not null,
  command text not null,
  actor text not null,
  actor_name text not null,
  primary key (workspace, command)
);

alter table command_author enable row level security;
alter table command_author force row level security;
create policy request_workspace on command_author to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on command_author to ${worker} using (true);
grant select, insert on command_author to ${request};
-- For the deletion of a workspace.
grant select, delete on command_author to ${worker};
