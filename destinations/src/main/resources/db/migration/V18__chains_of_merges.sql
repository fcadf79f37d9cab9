-- Two merges of a chain (a into b, b into c) that two loops applied at the same moment could leave a at b, which is gone.
-- Each id leads to the profile at the end of its chain. An owner changes rows only after the table no longer forces its policies.
alter table person_alias no force row level security;

with recursive chain(workspace, profile, into_profile) as (
  select a.workspace, a.profile, b.into_profile
  from person_alias a join person_alias b on b.workspace = a.workspace and b.profile = a.into_profile
  union
  select c.workspace, c.profile, b.into_profile
  from chain c join person_alias b on b.workspace = c.workspace and b.profile = c.into_profile
)
update person_alias a set into_profile = c.into_profile from chain c
where a.workspace = c.workspace and a.profile = c.profile
  and not exists (select from person_alias b where b.workspace = c.workspace and b.profile = c.into_profile);

alter table person_alias force row level security;
