-- Deliveries wait behind the lock of this migration, so it is given up after some seconds, and repeated at
-- the next start.
set local lock_timeout = '10s';

-- Before this, a destination may not be ready for another write of the record; null if it always is.
alter table delivery add column settles_at timestamptz;
