-- What an event set off is asked for by its id.
create index delivery_root on delivery (workspace, root_event);
