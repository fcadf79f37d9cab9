-- No route reads the versions of the definitions of this service. So they are no longer kept. The
-- owner of the table has no policy.
alter table definition_version no force row level security;
delete from definition_version;
alter table definition_version force row level security;
