-- A delivery in flight is in leased_delivery and no longer in open_delivery, so that a claim need not read past
-- the deliveries that others have claimed. A row of open_delivery has the state and the not_before of its
-- delivery: the comment of V51 about deliveries in flight is no longer true.
-- Readers continue during this migration, also claims while they search and lock. Writers wait while the rows
-- of the deliveries in flight are deleted. No stronger lock is taken later, as in V51. The migration is given
-- up if it gets no lock within some seconds, and repeated at the next start.
set local lock_timeout = '10s';
lock table delivery in share row exclusive mode;

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

delete from open_delivery o using leased_delivery l where l.id = o.id;
