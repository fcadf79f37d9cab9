-- The table has the name of the scheme for tables. A row says whether a profile is a member of an
-- audience, under one generation of its rule. destinations has a table with this name, too.
alter table standing rename to membership;
alter index standing_pkey rename to membership_pkey;
alter index standing_list rename to membership_list;
alter index standing_due rename to membership_due;

-- For instances of the version before, until they are gone.
create view standing with (security_invoker = true) as
  select profile, generation, workspace, audience, part, member, published, sequence, since, due_at
  from membership;
grant select, insert, update, delete on standing to ${worker};
grant select on standing to ${request};
