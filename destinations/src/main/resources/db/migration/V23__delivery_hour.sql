-- How many records to a destination had their final outcome in an hour, by the database's clock. The
-- numbers of an hour are the sums of its slots: transactions that end at once use different slots,
-- and do not wait for one another.
create table delivery_hour (
  workspace text not null,
  destination text not null,
  at timestamptz not null,
  slot int not null,
  delivered bigint not null,
  failed bigint not null,
  primary key (workspace, destination, at, slot)
) with (fillfactor = 80);
-- Old hours are deleted.
create index delivery_hour_age on delivery_hour (at);
-- Since when outcomes are counted.
create table delivery_hour_start (
  single boolean primary key default true check (single),
  since timestamptz not null default clock_timestamp()
);
insert into delivery_hour_start default values;

alter table delivery_hour enable row level security;
alter table delivery_hour force row level security;
create policy worker_all on delivery_hour to ${worker} using (true);
create policy request_workspace on delivery_hour for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on delivery_hour to ${worker};
grant select on delivery_hour, delivery_hour_start to ${request};
