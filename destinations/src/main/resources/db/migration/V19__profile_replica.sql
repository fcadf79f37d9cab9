-- The merges get the layout of runtime.replica, which all services have that follow profiles: each is
-- stored as it was published, and reads follow the chain. A shortened chain is a chain of one step.
create table merged_profile (
  workspace text not null,
  profile text not null,
  survivor text not null,
  primary key (workspace, profile)
);
create index merged_profile_survivor on merged_profile (workspace, survivor);

-- The owner sees no row of a table that forces its policies.
alter table person_alias no force row level security;
insert into merged_profile (workspace, profile, survivor)
select workspace, profile, into_profile from person_alias;
alter table person_alias force row level security;

alter table merged_profile enable row level security;
alter table merged_profile force row level security;
create policy request_workspace on merged_profile to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on merged_profile to ${worker} using (true);
grant select, insert, update, delete on merged_profile to ${worker};
grant select on merged_profile to ${request};

-- For instances of the version before, until they are gone: they read and write shortened chains in
-- person_alias. If they read the chains themselves, they would take an id to the first survivor, who
-- may be gone, and send its events without a look at the consent. Each table gets what the other gets.
create function shorten_for_version_before() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() = 1 then
    insert into person_alias (workspace, profile, into_profile)
    select new.workspace, new.profile, coalesce((select a.into_profile from person_alias a
      where a.workspace = new.workspace and a.profile = new.survivor), new.survivor)
    on conflict (workspace, profile) do nothing;
    update person_alias a set into_profile = b.into_profile from person_alias b
    where a.workspace = new.workspace and a.into_profile = new.profile
      and b.workspace = a.workspace and b.profile = a.into_profile;
  end if;
  return null;
end
$$;
create trigger shorten_for_version_before after insert on merged_profile
  for each row execute function shorten_for_version_before();

create function follow_version_before() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() = 1 then
    insert into merged_profile (workspace, profile, survivor)
    values (new.workspace, new.profile, new.into_profile)
    on conflict (workspace, profile) do nothing;
  end if;
  return null;
end
$$;
create trigger follow_version_before after insert on person_alias
  for each row execute function follow_version_before();
