-- No delivery changes between the count and the triggers. Deliveries are read meanwhile. Writers wait
-- behind this lock while it is not granted, too, so it is given up after some seconds, and the migration
-- is repeated at the next start.
set local lock_timeout = '10s';
lock table delivery in share row exclusive mode;

insert into delivery_count_change (workspace, sync, state, difference)
select workspace, sync, state, count(*) from delivery group by workspace, sync, state;

create trigger delivery_inserted after insert on delivery
  referencing new table as delivery_after
  for each statement execute function count_changed_deliveries();
create trigger delivery_updated after update on delivery
  referencing old table as delivery_before new table as delivery_after
  for each statement execute function count_changed_deliveries();
create trigger delivery_deleted after delete on delivery
  referencing old table as delivery_before
  for each statement execute function count_changed_deliveries();
