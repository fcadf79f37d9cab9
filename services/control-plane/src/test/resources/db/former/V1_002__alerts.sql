-- What a person should hear of, or was told of. Only suspected while opened_at is null.
create table alert (
  workspace text not null,
  id text not null,
  kind text not null,
  object text not null,
  name text not null,
  headline text not null,
  works text not null,
  path text not null,
  last_seen_at timestamptz not null,
  opened_at timestamptz,
  resolved_at timestamptz,
  missed int not null,
  primary key (workspace, id)
);
create unique index alert_standing on alert (workspace, kind, object) where resolved_at is null;

-- What is to be told on which channel, and what came of it: 'due', 'told' or 'given-up'.
create table alert_notice (
  workspace text not null,
  alert text not null,
  moment text not null,
  channel text not null,
  state text not null,
  attempts int not null default 0,
  due_at timestamptz not null,
  tried_at timestamptz,
  words text,
  primary key (workspace, alert, moment, channel),
  foreign key (workspace, alert) references alert on delete cascade
);
create index alert_notice_due on alert_notice (due_at) where state = 'due';
create index alert_notice_tried on alert_notice (workspace, channel, tried_at);

-- Where to and from when on; secrets in it are sealed.
create table alert_settings (
  workspace text primary key,
  settings jsonb not null
);

-- What each service told last, for while it does not answer.
create table alert_facts (
  workspace text not null,
  service text not null,
  facts bytea not null,
  heard_at timestamptz not null,
  primary key (workspace, service)
);

-- The one gateway that looks and tells.
create table alert_watch (
  single boolean primary key default true check (single),
  owner text not null,
  leased_until timestamptz not null
);
insert into alert_watch (owner, leased_until) values ('', 'epoch');

do $$
declare
  name text;
begin
  foreach name in array array['alert', 'alert_notice', 'alert_settings', 'alert_facts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy request_workspace on %I to ${request} using'
      || ' (workspace = (select nullif(current_setting(''app.workspace'', true), '''')))', name);
    execute format('create policy worker_all on %I to ${worker} using (true)', name);
    execute format('grant select, insert, update, delete on %I to ${worker}', name);
  end loop;
end
$$;
grant select on alert, alert_notice to ${request};
grant select, insert, update on alert_settings to ${request};
grant select, update on alert_watch to ${worker};
