-- The sync log in the order of the latest change.
create index delivery_changed on delivery (workspace, changed_at, id);
