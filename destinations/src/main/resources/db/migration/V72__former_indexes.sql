-- The indexes that V71 replaces. They are dropped beside all work.
drop index concurrently if exists delivery_record;
drop index concurrently if exists delivery_root;
