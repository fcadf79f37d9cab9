-- Deliveries wait behind the lock of this migration, so it is given up after some seconds, and repeated at the
-- next start. No row is written.
set local lock_timeout = '10s';

-- The ids of the attempts, 16 bytes each, oldest first. Those of the column attempts are older: only the version
-- before writes it.
alter table delivery add column attempt_ids bytea;
-- New rows are spread, so a batch changes only some of the rows of a page.
alter table delivery set (fillfactor = 75);
