-- Deliveries wait behind the lock of this migration, so it is given up after some seconds, and repeated at the
-- next start. No row is written.
set local lock_timeout = '10s';

-- The ids of the attempts, 16 bytes each, oldest first. Those of the column attempts are older: only the version
-- before writes it.
alter table delivery add column attempt_ids bytea;
-- New rows are spread, so a batch changes only some of the rows of a page.
alter table delivery set (fillfactor = 75);

-- As in V57, but open deliveries are inserted in the order of their ids: otherwise the pages of the indexes that
-- end with the id would split in the middle.
create or replace function keep_open_deliveries() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
declare
  total bigint;
  done bigint;
  leased bigint;
  other bigint;
  were_leased bigint := 0;
  were_open bigint := 0;
begin
  if tg_op = 'DELETE' then
    delete from open_delivery where id = any(array(select id from delivery_before));
    delete from leased_delivery where id = any(array(select id from delivery_before));
    return null;
  end if;
  select count(*), count(*) filter (where state in ('delivered', 'accepted')),
    count(*) filter (where state = 'in-flight')
    into total, done, leased from delivery_after;
  other := total - done - leased;
  if tg_op = 'UPDATE' then
    if done + other > 0 then
      delete from leased_delivery where id = any(
        array(select id from delivery_after where state <> 'in-flight'));
      get diagnostics were_leased = row_count;
    end if;
    if done + leased > 0 then
      delete from open_delivery where id = any(
        array(select id from delivery_after where state in ('delivered', 'accepted', 'in-flight')));
    end if;
    -- None of these was open if all of them were leased. If a row is in both tables, for example after
    -- a repair by hand, the insert corrects it.
    if were_leased < done + other and other > 0 then
      update open_delivery o set sync = a.sync, lane = a.lane, state = a.state,
        not_before = a.not_before
      from delivery_after a
      where o.id = a.id and a.state not in ('delivered', 'accepted', 'in-flight');
      get diagnostics were_open = row_count;
    end if;
  end if;
  if were_open < other then
    insert into open_delivery (id, workspace, destination, sync, lane, state, not_before)
    select id, workspace, destination, sync, lane, state, not_before from delivery_after
    where state not in ('delivered', 'accepted', 'in-flight')
    order by id
    on conflict (id) do update set sync = excluded.sync, lane = excluded.lane,
      state = excluded.state, not_before = excluded.not_before
    where (open_delivery.sync, open_delivery.lane, open_delivery.state, open_delivery.not_before)
      is distinct from (excluded.sync, excluded.lane, excluded.state, excluded.not_before);
  end if;
  if leased > 0 then
    insert into leased_delivery (id, workspace, lease_until)
    select id, workspace, coalesce(lease_until, clock_timestamp()) from delivery_after
    where state = 'in-flight'
    on conflict (id) do update set lease_until = excluded.lease_until;
  end if;
  return null;
end
$$;
