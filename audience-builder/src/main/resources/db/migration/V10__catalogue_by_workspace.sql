-- The newest revision that changed the audiences of each workspace: loops read these anew, and no
-- other's.
create table workspace_catalogue (
  workspace text primary key,
  revision bigint not null
);
-- The owner sees no row of a table that forces its policies.
alter table definition no force row level security;
alter table audience_state no force row level security;
alter table generation no force row level security;
insert into workspace_catalogue (workspace, revision)
select found.workspace, (select revision from catalogue_revision)
from (
  select workspace from definition where kind = 'audience'
  union select workspace from audience_state
  union select workspace from generation) found;
alter table generation force row level security;
alter table audience_state force row level security;
alter table definition force row level security;
grant select, insert, update, delete on workspace_catalogue to ${worker};

-- Whose audiences an update changes; read by the trigger, null again afterwards. '' is nobody's. An
-- instance of the version before says nothing, so it may have changed those of any workspace.
alter table catalogue_revision add column changed_workspace text;

-- Whoever changes the catalogue locks its one row first, so these updates wait for nobody.
create function keep_changed_workspace() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  if new.changed_workspace is null then
    update workspace_catalogue set revision = new.revision;
  elsif new.changed_workspace <> '' then
    insert into workspace_catalogue (workspace, revision)
    values (new.changed_workspace, new.revision)
    on conflict (workspace) do update set revision = excluded.revision;
  end if;
  new.changed_workspace := null;
  return new;
end $$;
create trigger revision_raised before update on catalogue_revision
  for each row execute function keep_changed_workspace();

create or replace function raise_catalogue_revision() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update catalogue_revision set revision = revision + 1, changed_workspace = new.workspace;
  return null;
end $$;

-- A purge removes a workspace's row: the loops see it at the next revision, which is this one.
create function raise_before_removal() returns trigger
  language plpgsql security definer set search_path = public as $$
begin
  update catalogue_revision set revision = revision + 1, changed_workspace = '';
  return null;
end $$;
create trigger workspace_removed before delete on workspace_catalogue
  for each statement execute function raise_before_removal();
