-- Messages that an instance did not know or could not apply, whole; the bytes go when one is redriven.
create table quarantined_message (
  id bigint generated always as identity primary key,
  topic text not null,
  part int not null,
  position bigint not null,
  workspace text not null,
  message_id text,
  type text not null,
  reason text not null,
  detail text not null,
  quarantined_at timestamptz not null default clock_timestamp(),
  state text not null,
  redrives int not null default 0,
  redriven_at timestamptz,
  tried_by text not null,
  message_key bytea,
  message_value bytea,
  message_headers bytea
);
create index quarantined_message_listed on quarantined_message (workspace, state, id);
create index quarantined_message_due on quarantined_message (id)
  where state = 'requested' or (state = 'waiting' and reason = 'unknown');

alter table quarantined_message enable row level security;
alter table quarantined_message force row level security;
create policy request_workspace on quarantined_message to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on quarantined_message to ${worker} using (true);
grant select, insert, update, delete on quarantined_message to ${worker};
grant select, update (state) on quarantined_message to ${request};

-- Which log this database belongs to: the cluster and the topics that its positions were counted in.
create table known_log (
  topic text primary key,
  cluster text not null,
  topic_id text not null,
  known_since timestamptz not null default clock_timestamp()
);
-- Where the log ended when a position was first found beyond its end: it may grow again.
create table log_loss (
  consumer text not null,
  topic text not null,
  part int not null,
  next_offset bigint not null,
  ends_at bigint not null,
  primary key (consumer, topic, part)
);
grant select, insert, update on known_log to ${worker};
grant select, insert, update, delete on log_loss to ${worker};
