-- The sync log in the order of the latest change: a change within the same hour writes no index. Rows
-- from before V48 come last, in the order of their ids. The indexes are built beside all work, as in V49.
drop index concurrently if exists delivery_changed_hour;
create index concurrently delivery_changed_hour on delivery (workspace, changed_hour_at)
  where changed_hour_at is not null;
drop index concurrently if exists delivery_unchanged;
create index concurrently delivery_unchanged on delivery (workspace, id) where changed_hour_at is null;
