-- The jobs that are due for a question. This is a migration of its own: its lock lets others read the
-- ledger, but that of the columns before it lets nobody.
set local lock_timeout = '10s';
create index delivery_submitted on delivery (workspace, destination, not_before)
  where state = 'submitted';
