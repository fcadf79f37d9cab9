-- The table has the name of the scheme for tables. A row is a trait that profiles had, with one type
-- of its values.
alter table trait_seen rename to seen_trait;
alter index trait_seen_pkey rename to seen_trait_pkey;

-- For instances of the version before, until they are gone. They delete the rows of a replay by their
-- ctid.
create view trait_seen with (security_invoker = true) as
  select workspace, trait, type, ctid from seen_trait;
grant select, insert, update, delete on trait_seen to ${worker};
grant select on trait_seen to ${request};
