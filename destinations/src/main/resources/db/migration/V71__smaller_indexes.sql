-- The keys of records and the events that caused them, in smaller indexes. They are built beside all work, as in
-- V49. Each begins with the columns that the statements about it name, also those of the version before. The
-- workspace is only in delivery_key because a copy of a workspace has the same ids.
drop index concurrently if exists delivery_key;
create unique index concurrently delivery_key on delivery
  (destination, space, record_key, hashtextextended(workspace, 0)) where not is_event;
drop index concurrently if exists delivery_root_event;
create index concurrently delivery_root_event on delivery (root_event);
-- All rows of a workspace, for its deletion. The index stores each workspace once for many rows.
drop index concurrently if exists delivery_workspace;
create index concurrently delivery_workspace on delivery (workspace);
