-- The inbox reads the newest deliveries of a sync in a state that waits for a decision. The index is built
-- beside all work, as in V58.
drop index concurrently if exists open_delivery_decisions;
create index concurrently open_delivery_decisions on open_delivery (workspace, sync, state, id)
  where state in ('uncertain', 'rejected', 'dead');
