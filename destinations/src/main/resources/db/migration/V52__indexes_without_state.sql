-- The indexes that V49, V50 and V51 replace. Nothing else is done under this lock, for which all statements
-- about deliveries wait. It is the first one of the migration, so that no writer can hold one that it waits
-- for; it is given up after some seconds, and the migration is repeated at the next start.
-- The version before still claims with delivery_due, delivery_leased and delivery_submitted. They stay in
-- this release.
set local lock_timeout = '10s';
lock table delivery in access exclusive mode;

drop index delivery_owner, delivery_changed, delivery_withheld, delivery_waits_for_someone;
drop policy owner_reads on delivery;
-- A batch is claimed and reported as a whole, so a page needs space for a second version of its rows.
alter table delivery set (fillfactor = 60);
