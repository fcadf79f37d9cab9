-- What is known about single fields at the destination. Both are null of a row whose content is the
-- delivered content, so rows from before need no change. Deliveries wait behind the lock of this migration,
-- so it is given up after some seconds, and repeated at the next start.
set local lock_timeout = '10s';

-- The hashes of the fields that the destination has; empty if nothing is known about them.
alter table delivery add column delivered_fields bytea;
-- The same of the content that is underway, once the desired content is another one.
alter table delivery add column sent_fields bytea;
