-- The table has the name of the scheme for tables. A row says up to which version of a profile all
-- audiences are decided.
alter table audiences_decided rename to decided_profile;
alter index audiences_decided_pkey rename to decided_profile_pkey;

-- For instances of the version before, until they are gone.
create view audiences_decided with (security_invoker = true) as
  select workspace, profile, version from decided_profile;
grant select, insert, update, delete on audiences_decided to ${worker};
