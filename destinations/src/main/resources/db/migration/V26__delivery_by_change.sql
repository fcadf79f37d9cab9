-- The sync log in the order of the latest change. Each change of a delivery writes this index, so there
-- is none for one sync or destination, and the API has no such order for them.
create index delivery_changed on delivery (workspace, changed_at, id);
