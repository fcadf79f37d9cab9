-- The vendor's id of a list, a segment or another place that a sync writes to. The account is a hash of
-- the address and the credentials of the destination: other credentials may be another account. The time of
-- use is exact to a day. A place that nothing is written to any more is deleted.
create table place (
  workspace text not null,
  destination text not null,
  account text not null,
  name text not null,
  id text not null,
  used_at timestamptz not null default now(),
  primary key (workspace, destination, account, name)
);

alter table place enable row level security;
alter table place force row level security;
create policy worker_all on place to ${worker} using (true);
grant select, insert, update, delete on place to ${worker};
