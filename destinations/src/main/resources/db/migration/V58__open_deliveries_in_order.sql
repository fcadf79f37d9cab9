-- The indexes of open deliveries with the id as their last column: a search then sorts nothing. They are built
-- beside all work, as in V49. V59 drops the indexes that they replace.
drop index concurrently if exists open_delivery_oldest;
create index concurrently open_delivery_oldest on open_delivery
  (workspace, destination, lane, not_before, id) where state in ('pending', 'retrying');
drop index concurrently if exists open_delivery_asked;
create index concurrently open_delivery_asked on open_delivery (workspace, destination, not_before, id)
  where state = 'submitted';
