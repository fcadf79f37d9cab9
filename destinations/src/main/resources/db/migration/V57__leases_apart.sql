-- A delivery in flight is in leased_delivery and no longer in open_delivery, so that a claim need not read past
-- the deliveries that others have claimed. The indexes with a state go, so that a change of a state writes no
-- index. Instances of the version before, which claim with these indexes, are slow until they are replaced.
-- Deliveries wait behind the lock of this migration, so it is given up after some seconds, and repeated at the
-- next start. It is the first lock, so that no writer can hold one that the migration waits for.
set local lock_timeout = '10s';
lock table delivery in access exclusive mode;

drop index delivery_due, delivery_leased, delivery_submitted;
drop index open_delivery_due;

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
    -- A delivery is in one of the tables only, so none of these was open if all of them were leased.
    if were_leased < done + other then
      if done > 0 then
        delete from open_delivery where id = any(
          array(select id from delivery_after where state in ('delivered', 'accepted')));
      end if;
      if other > 0 then
        update open_delivery o set sync = a.sync, lane = a.lane, state = a.state,
          not_before = a.not_before
        from delivery_after a
        where o.id = a.id and a.state not in ('delivered', 'accepted', 'in-flight');
        get diagnostics were_open = row_count;
      end if;
    end if;
    if leased > 0 then
      delete from open_delivery where id = any(
        array(select id from delivery_after where state = 'in-flight'));
    end if;
  end if;
  if were_open < other then
    insert into open_delivery (id, workspace, destination, sync, lane, state, not_before)
    select id, workspace, destination, sync, lane, state, not_before from delivery_after
    where state not in ('delivered', 'accepted', 'in-flight')
    on conflict (id) do nothing;
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

delete from open_delivery o using leased_delivery l where l.id = o.id;

create index open_delivery_due on open_delivery (workspace, destination, lane, not_before, id)
  where state in ('pending', 'retrying');
