-- Columns of single fields, and for an index of V50. Deliveries wait behind the lock of this migration, so
-- it is given up after some seconds, and repeated at the next start.
set local lock_timeout = '10s';

-- The hashes of the fields that the destination has; empty if nothing is known about them. Null of a row
-- whose content is the delivered content, so rows from before need no change.
alter table delivery add column delivered_fields bytea;
-- The same of the content that is underway, once the desired content is another one.
alter table delivery add column sent_fields bytea;

-- Match values under which the destination may have got the record since its last confirmed answer, as JSON.
alter table delivery add column former_keys text;

-- The hour of changed_at; null of rows that have not changed since this migration. A statement that sets
-- changed_at sets it, too.
alter table delivery add column changed_hour_at timestamptz;
alter table delivery alter column changed_hour_at
  set default date_trunc('hour', clock_timestamp(), 'UTC');

-- V51 reads the deliveries, and V52 drops this policy.
do $$
begin
  execute format('create policy owner_reads on delivery for select to %I using (true)', current_user);
end
$$;
