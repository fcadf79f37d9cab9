-- A row per record, or per event and sync: what is desired against what was delivered.
create table delivery (
  id text primary key,
  workspace text not null,
  destination text not null,
  space text not null,
  record_key text not null,
  is_event boolean not null,
  sync text not null,
  object text not null,
  -- A profile, or a sync and the key of a row.
  owner text,
  person_ref text,
  parent text,
  -- Fields by sync; an event's are dropped once it is delivered.
  content bytea,
  version bigint not null,
  hash text not null,
  delivered_version bigint,
  delivered_hash text,
  delivered_as text,
  vendor_id text,
  delivered_at timestamptz,
  -- Of an event: the answers that it carried itself.
  own_consent text,
  state text not null,
  -- Why it stands where it stands: a stable code, the field, the vendor's words.
  reason text,
  field text,
  words text,
  attempt int not null default 0,
  attempts text[] not null default '{}',
  first_attempt_at timestamptz,
  not_before timestamptz not null default clock_timestamp(),
  lease_until timestamptz,
  fence bigint not null default 0,
  -- Rows that went out together go out together again, or a repeat could not be recognised.
  batch text,
  sent_version bigint,
  sent_hash text,
  lane smallint not null,
  position bigint not null default 0,
  root_event text not null,
  root_received_at timestamptz not null,
  cause text,
  desired_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp()
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

create unique index delivery_record on delivery (workspace, destination, space, record_key)
  where not is_event;
create index delivery_due on delivery (workspace, destination, lane, not_before)
  where state in ('pending', 'retrying');
create index delivery_leased on delivery (lease_until) where state = 'in-flight';
create index delivery_owner on delivery (workspace, owner) where not is_event;
create index delivery_owner_events on delivery (workspace, owner, id) where is_event;
create index delivery_parent on delivery (parent) where parent is not null;
create index delivery_withheld on delivery (workspace, person_ref) where state = 'withheld';
create index delivery_waits_for_someone on delivery (workspace, destination, state, id)
  where state in ('withheld', 'uncertain', 'rejected', 'dead', 'retrying');

-- Committed before the first byte leaves; holds the bodies, apart from what must stay.
create table attempt (
  id text primary key,
  workspace text not null,
  destination text not null,
  sync text not null,
  deliveries int not null,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  outcome text,
  exchanges bytea
);

-- What does not go out by somebody's decision, or because a vendor refuses everything.
create table pause (
  workspace text not null,
  kind text not null,
  id text not null,
  reason text not null,
  words text,
  actor text,
  since timestamptz not null default clock_timestamp(),
  primary key (workspace, kind, id)
);

create table destination_health (
  workspace text not null,
  destination text not null,
  failing boolean not null,
  words text,
  since timestamptz not null default clock_timestamp(),
  primary key (workspace, destination)
);

-- One walk of a sync over everything known; a sync's version is backfilled once.
create table sync_run (
  id text primary key,
  workspace text not null,
  sync text not null,
  sync_version bigint not null,
  state text not null,
  place text not null default '',
  seen bigint not null default 0,
  changed bigint not null default 0,
  words text,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create index sync_run_sync on sync_run (workspace, sync, id);

-- Outcomes on their way to the topic, a batch a row.
create table outcome_outbox (
  seq bigint generated always as identity primary key,
  payload bytea not null
);

alter table delivery enable row level security;
alter table delivery force row level security;
alter table attempt enable row level security;
alter table attempt force row level security;
alter table pause enable row level security;
alter table pause force row level security;
alter table destination_health enable row level security;
alter table destination_health force row level security;
alter table sync_run enable row level security;
alter table sync_run force row level security;

create policy request_workspace on delivery to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on attempt to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on pause to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on destination_health to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on sync_run to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on delivery to ${worker} using (true);
create policy worker_all on attempt to ${worker} using (true);
create policy worker_all on pause to ${worker} using (true);
create policy worker_all on destination_health to ${worker} using (true);
create policy worker_all on sync_run to ${worker} using (true);

grant select, insert, update, delete
  on delivery, attempt, pause, destination_health, sync_run, outcome_outbox to ${worker};
grant select, update on delivery to ${request};
grant select on attempt, destination_health to ${request};
grant select, insert, delete on pause to ${request};
grant select, insert on sync_run to ${request};
