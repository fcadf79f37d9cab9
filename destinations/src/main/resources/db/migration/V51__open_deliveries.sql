-- The states of deliveries leave the indexes of the table delivery, so that a change of a state writes no
-- index. A row of open_delivery says that a delivery is not done; a row of leased_delivery says that a
-- worker has it. Triggers keep both, so that no statement is left out, also none of the version before.
-- Readers continue during this migration. Writers wait while it reads the open deliveries. It takes no
-- stronger lock later: a writer that waits for it may hold one already. It is given up if it gets no lock
-- within some seconds, and repeated at the next start.
set local lock_timeout = '10s';

-- The state of a delivery that is in flight is the one before; not_before likewise.
create table open_delivery (
  id text primary key,
  workspace text not null,
  destination text not null,
  sync text not null,
  lane smallint not null,
  state text not null,
  not_before timestamptz not null
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create index open_delivery_due on open_delivery (workspace, destination, lane, not_before)
  where state in ('pending', 'retrying');
create index open_delivery_submitted on open_delivery (workspace, destination, not_before)
  where state = 'submitted';
create index open_delivery_stuck on open_delivery (workspace, destination, state, id)
  where state in ('withheld', 'uncertain', 'rejected', 'dead', 'retrying');

create table leased_delivery (
  id text primary key,
  workspace text not null,
  lease_until timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0.02);

alter table open_delivery enable row level security;
alter table open_delivery force row level security;
alter table leased_delivery enable row level security;
alter table leased_delivery force row level security;
create policy worker_all on open_delivery to ${worker} using (true);
create policy worker_all on leased_delivery to ${worker} using (true);
create policy request_workspace on open_delivery to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on leased_delivery to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on open_delivery, leased_delivery to ${worker};
grant select, insert, update, delete on open_delivery, leased_delivery to ${request};
-- Later migrations may change deliveries, too.
do $$
begin
  execute format('create policy owner_all on open_delivery to %I using (true)', current_user);
  execute format('create policy owner_all on leased_delivery to %I using (true)', current_user);
end
$$;

create function keep_open_deliveries() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
declare
  total bigint;
  done bigint;
  leased bigint;
  other bigint;
  found_other bigint := 0;
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
    if done > 0 then
      delete from open_delivery where id = any(
        array(select id from delivery_after where state in ('delivered', 'accepted')));
    end if;
    if other > 0 then
      update open_delivery o set sync = a.sync, lane = a.lane, state = a.state,
        not_before = a.not_before
      from delivery_after a
      where o.id = a.id and a.state not in ('delivered', 'accepted', 'in-flight');
      get diagnostics found_other = row_count;
    end if;
    if done + other > 0 then
      delete from leased_delivery where id = any(
        array(select id from delivery_after where state <> 'in-flight'));
    end if;
  end if;
  if found_other < other then
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

lock table delivery in share row exclusive mode;

insert into open_delivery (id, workspace, destination, sync, lane, state, not_before)
select id, workspace, destination, sync, lane, state, not_before from delivery
where state in ('pending', 'retrying')
union all
select id, workspace, destination, sync, lane, state, not_before from delivery
where state in ('withheld', 'uncertain', 'rejected', 'dead')
union all
select id, workspace, destination, sync, lane, state, not_before from delivery
where state = 'submitted'
union all
select id, workspace, destination, sync, lane, 'pending', not_before from delivery
where state = 'in-flight';
insert into leased_delivery (id, workspace, lease_until)
select id, workspace, coalesce(lease_until, clock_timestamp()) from delivery
where state = 'in-flight';

create trigger delivery_opened after insert on delivery
  referencing new table as delivery_after
  for each statement execute function keep_open_deliveries();
create trigger delivery_moved after update on delivery
  referencing new table as delivery_after
  for each statement execute function keep_open_deliveries();
create trigger delivery_removed after delete on delivery
  referencing old table as delivery_before
  for each statement execute function keep_open_deliveries();
