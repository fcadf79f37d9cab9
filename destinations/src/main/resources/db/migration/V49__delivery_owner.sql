-- The index of the owners of records, for the time after V52. It is built beside all work, so it is not in
-- a transaction: an attempt before may have left an invalid index. Ids are unique, except in a copy of a
-- workspace: the index need not have the workspace.
drop index concurrently if exists delivery_record_owner;
create index concurrently delivery_record_owner on delivery using hash (owner) where not is_event;
