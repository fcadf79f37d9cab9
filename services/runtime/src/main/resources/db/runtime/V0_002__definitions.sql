-- Configured objects of this service, of every kind. A deleted one stays, so that its last version
-- can be published again.
create table definition (
  workspace text not null,
  kind text not null,
  id text not null,
  key text not null,
  name text not null,
  version bigint not null,
  spec jsonb not null,
  deleted boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace, kind, id)
);
create unique index definition_key on definition (workspace, kind, key) where not deleted;

-- What a client created under an Idempotency-Key: a repeat is answered with the same object.
create table idempotency_key (
  workspace text not null,
  kind text not null,
  idempotency_key text not null,
  request_hash text not null,
  object text not null,
  created_at timestamptz not null,
  primary key (workspace, kind, idempotency_key)
);

-- Messages of definitions, sent in order by the one instance that holds the lease.
create table definition_outbox (
  seq bigint generated always as identity primary key,
  workspace text not null,
  topic text not null,
  id text not null,
  payload bytea not null
);

alter table definition enable row level security;
alter table definition force row level security;
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
alter table definition_outbox enable row level security;
alter table definition_outbox force row level security;

create policy request_workspace on definition to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on idempotency_key to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy request_workspace on definition_outbox to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on definition to ${worker} using (true);
create policy worker_all on definition_outbox to ${worker} using (true);

grant select, insert, update on definition to ${request};
grant select, update on definition to ${worker};
grant select, insert on idempotency_key to ${request};
grant insert on definition_outbox to ${request};
grant insert, select, delete on definition_outbox to ${worker};
