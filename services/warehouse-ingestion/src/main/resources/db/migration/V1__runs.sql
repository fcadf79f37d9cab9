-- One row per execution of a model's read. A model has at most one that is not over.
create table run (
  workspace text not null,
  id text not null,
  model text not null,
  state text not null,
  phase text,
  trigger text not null,
  actor text,
  queued_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  counts jsonb not null,
  published bigint not null default 0,
  released boolean not null default false,
  cancel_requested boolean not null default false,
  failure_code text,
  failure_detail text,
  refused jsonb not null default '[]',
  -- The process that works on it; a lease that ran out means the process is gone.
  owner text,
  lease_until timestamptz,
  primary key (workspace, id)
);
create unique index run_open on run (workspace, model) where state in ('QUEUED', 'RUNNING', 'HELD');
create index run_by_model on run (workspace, model, id desc);
create index run_waiting on run (queued_at) where state in ('QUEUED', 'RUNNING');

-- When a model is due next, in its workspace's business time.
create table model_schedule (
  workspace text not null,
  model text not null,
  version bigint not null,
  next_at timestamptz,
  primary key (workspace, model)
);

-- Removed rows whose tombstone follows once every reader had time to see the removal.
create table pending_tombstone (
  workspace text not null,
  model text not null,
  key_hash text not null,
  due_at timestamptz not null,
  primary key (workspace, model, key_hash)
);
create index pending_tombstone_due on pending_tombstone (due_at);

alter table run enable row level security;
alter table run force row level security;
alter table model_schedule enable row level security;
alter table model_schedule force row level security;
alter table pending_tombstone enable row level security;
alter table pending_tombstone force row level security;
create policy request_workspace on run to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on run to ${worker} using (true);
create policy worker_all on model_schedule to ${worker} using (true);
create policy worker_all on pending_tombstone to ${worker} using (true);
grant select, insert, update on run to ${request};
grant select, insert, update, delete on run, model_schedule, pending_tombstone to ${worker};
