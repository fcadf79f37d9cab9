-- How many deliveries a sync has in each state. A number is the row of delivery_total plus the rows of
-- delivery_count_change: every statement that changes deliveries adds its differences as new rows, in
-- its transaction, so that transactions do not wait for one another. The service adds them to the
-- totals and deletes them. Triggers count, so that no statement is left out, also none of the version
-- before. A purge empties tables by name: delivery, then the differences, then the totals.
create table delivery_count_change (
  id bigint generated always as identity primary key,
  workspace text not null,
  sync text not null,
  state text not null,
  difference bigint not null
) with (autovacuum_vacuum_scale_factor = 0.05);
create index delivery_count_change_workspace on delivery_count_change (workspace);

create table delivery_total (
  workspace text not null,
  sync text not null,
  state text not null,
  deliveries bigint not null,
  primary key (workspace, sync, state)
) with (fillfactor = 80);

-- When the totals were last compared with the ledger.
create table delivery_total_check (
  single boolean primary key default true check (single),
  checked_at timestamptz not null default clock_timestamp()
);
insert into delivery_total_check default values;

create function count_changed_deliveries() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    insert into delivery_count_change (workspace, sync, state, difference)
    select workspace, sync, state, count(*) from delivery_after group by workspace, sync, state;
  elsif tg_op = 'DELETE' then
    insert into delivery_count_change (workspace, sync, state, difference)
    select workspace, sync, state, -count(*) from delivery_before group by workspace, sync, state;
  else
    insert into delivery_count_change (workspace, sync, state, difference)
    select workspace, sync, state, sum(difference) from (
      select workspace, sync, state, 1 as difference from delivery_after
      union all select workspace, sync, state, -1 from delivery_before) changed
    group by workspace, sync, state having sum(difference) <> 0;
  end if;
  return null;
end
$$;

alter table delivery_count_change enable row level security;
alter table delivery_count_change force row level security;
alter table delivery_total enable row level security;
alter table delivery_total force row level security;
create policy worker_all on delivery_count_change to ${worker} using (true);
create policy worker_all on delivery_total to ${worker} using (true);
-- Later migrations may change deliveries, too.
do $$
begin
  execute format(
    'create policy owner_counts on delivery_count_change for insert to %I with check (true)',
    current_user);
end
$$;
-- A request counts the deliveries that it changes.
create policy request_workspace on delivery_count_change to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on delivery_total for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on delivery_count_change, delivery_total to ${worker};
grant select, update on delivery_total_check to ${worker};
grant select, insert on delivery_count_change to ${request};
grant select on delivery_total to ${request};

-- The owner sees no row of a table that forces its policies. This policy lets the next migration count
-- deliveries; the one after it drops the policy. Requests and workers wait behind this lock, so it is
-- given up after some seconds. The migration is repeated at the next start.
set local lock_timeout = '10s';
do $$
begin
  execute format('create policy owner_reads on delivery for select to %I using (true)', current_user);
end
$$;
