-- A claim reads the open deliveries of each sync that may be sent, and none of a sync that is paused or at a
-- limit, however many these are. The index is built beside all work, as in V58.
drop index concurrently if exists open_delivery_of_sync;
create index concurrently open_delivery_of_sync on open_delivery
  (workspace, destination, lane, sync, state, not_before, id) where state in ('pending', 'retrying');
