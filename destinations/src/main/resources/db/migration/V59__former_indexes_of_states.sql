-- The indexes that V58 replaces, and those of delivery with a state, so that a change of a state writes no
-- index. They are dropped beside all work. Instances of the version before V51 claim with delivery_due,
-- delivery_leased and delivery_submitted: they are slow until they are replaced.
drop index concurrently if exists open_delivery_due;
drop index concurrently if exists open_delivery_submitted;
drop index concurrently if exists delivery_due;
drop index concurrently if exists delivery_leased;
drop index concurrently if exists delivery_submitted;
