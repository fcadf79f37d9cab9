-- Exports go by the time at which events happened.
create index accepted_event_happened on accepted_event (workspace, happened_at, event);
