-- The table has the name of the scheme for tables. A row is a row of a model, as a sync saw it last.
alter table row_seen rename to seen_row;
alter index row_seen_pkey rename to seen_row_pkey;
alter index row_seen_removed rename to seen_row_removed;

-- For instances of the version before, until they are gone. They delete old rows by their ctid.
create view row_seen with (security_invoker = true) as
  select workspace, owner, run, hash, removed_at, ctid from seen_row;
grant select, insert, update, delete on row_seen to ${worker};
