-- The table has the name of the scheme for tables: a row is a profile that was merged into another.
-- The audience-builder and destinations have a table with this name, too.
alter table profile_alias rename to merged_profile;
alter index profile_alias_pkey rename to merged_profile_pkey;
alter index profile_alias_merged rename to merged_profile_newest;
alter index profile_alias_survivor rename to merged_profile_survivor;

-- For instances of the version before, until they are gone. They delete the rows of a replay by their
-- ctid.
create view profile_alias with (security_invoker = true) as
  select workspace, profile, survivor, version, merged_at, cause, ctid from merged_profile;
grant select, insert, update, delete on profile_alias to ${worker};
grant select on profile_alias to ${request};
