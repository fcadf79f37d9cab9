-- No route reads the versions of event properties. So they are no longer kept. The owner of the
-- table has no policy.
alter table definition_version no force row level security;
delete from definition_version where kind = 'event-property';
alter table definition_version force row level security;
