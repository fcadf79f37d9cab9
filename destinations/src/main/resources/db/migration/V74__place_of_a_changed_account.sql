-- A change of an account continues behind the last record that is done, in the order of the index that V75 builds. A
-- change that has begun visits all records again: those that are done stay as they are. Instances of the version
-- before change no account until they are replaced.
set local lock_timeout = '10s';
alter table vendor_account drop column done_space, add column done_place bigint;
