-- Comparisons of the ledger with the records that a vendor lists. A run first notes what the ledger expects, then
-- reads the vendor page by page, and then looks again which of the differences the ledger still has.
create table reconciliation (
  id text primary key,
  workspace text not null,
  sync text not null,
  sync_version bigint not null,
  destination text not null,
  destination_version bigint not null,
  state text not null,
  phase text not null,
  -- Where the next step of the phase begins. It can be a match value, so it is deleted with the phase. A run of
  -- more than a week ends.
  place text,
  -- Whether the differences can be sent again: no record can have left the source and still be here as delivered.
  repairable boolean not null,
  -- How many records of the ledger are compared, and how many are left out, because they are on their way or
  -- were delivered just before.
  compared bigint not null default 0,
  skipped bigint not null default 0,
  -- How many records the vendor has listed, and how many of them the ledger does not know.
  listed bigint not null default 0,
  unknown bigint not null default 0,
  -- Examples of the unknown ones, masked, one a line.
  unknown_examples text not null default '',
  -- How many uncertain deliveries were found with their content, and are delivered by that.
  arrived bigint not null default 0,
  -- Null until the run is done.
  same bigint,
  missing bigint,
  different bigint,
  -- How many have another match value at the vendor, or were merged into another record there.
  renamed bigint,
  -- How many listed records were removed before.
  returned bigint not null default 0,
  failures int not null default 0,
  -- Why the run waits or has failed.
  words text,
  fence bigint not null default 0,
  lease_until timestamptz,
  not_before timestamptz not null default clock_timestamp(),
  stepped_at timestamptz not null default clock_timestamp(),
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  repaired_at timestamptz,
  repaired bigint,
  -- A newer run of the sync exists.
  superseded boolean not null default false,
  -- Whether there can be notes of the run. Notes that nobody needs are deleted in parts.
  noted boolean not null default true
);
create unique index reconciliation_running on reconciliation (workspace, sync) where state = 'running';
create index reconciliation_sync on reconciliation (workspace, sync, id);
create index reconciliation_due on reconciliation (stepped_at) where state = 'running' or phase = 'repairing';
create index reconciliation_forgotten on reconciliation (id)
  where noted and (superseded or state in ('failed', 'cancelled'));

-- What the ledger says about a record, and what was found. Of a run that is done, only missing, different and
-- renamed records are left. Match values are here as hashes only.
create table reconciliation_record (
  reconciliation text not null,
  workspace text not null,
  delivery text not null,
  version bigint not null,
  finding text not null,
  -- The names of the fields that differ, one a line.
  fields text not null default '',
  -- Of an uncertain record that was found, the id that the vendor has for it, until the run is done.
  vendor_id text,
  vendor_hash bigint,
  alias_hash bigint,
  primary key (reconciliation, delivery)
);
create index reconciliation_record_vendor on reconciliation_record (reconciliation, vendor_hash)
  where vendor_hash is not null;
create index reconciliation_record_alias on reconciliation_record (reconciliation, alias_hash)
  where alias_hash is not null;
create index reconciliation_record_finding on reconciliation_record (reconciliation, finding, delivery)
  where finding in ('missing', 'different');

alter table reconciliation enable row level security;
alter table reconciliation force row level security;
alter table reconciliation_record enable row level security;
alter table reconciliation_record force row level security;
create policy worker_all on reconciliation to ${worker} using (true);
create policy worker_all on reconciliation_record to ${worker} using (true);
create policy request_workspace on reconciliation to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on reconciliation_record to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on reconciliation, reconciliation_record to ${worker};
grant select, insert, update, delete on reconciliation, reconciliation_record to ${request};
