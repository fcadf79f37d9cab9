-- Rules of users: an alert opens when a figure of an object is beyond the threshold.
create table alert_rule (
  workspace text not null,
  id text not null,
  name text not null,
  kind text not null,
  object text not null,
  -- The name of the object when the condition was saved.
  object_name text not null,
  threshold bigint not null,
  -- Names, separated by commas; empty for the page only.
  channels text not null,
  enabled boolean not null,
  primary key (workspace, id)
);
create index alert_rule_object on alert_rule (workspace, object);

alter table alert_rule enable row level security;
alter table alert_rule force row level security;
create policy request_workspace on alert_rule to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on alert_rule to ${worker} using (true);
grant select, insert, update, delete on alert_rule to ${request};
-- For the check, and for the deletion of a workspace.
grant select, delete on alert_rule to ${worker};

-- The rule that found the alert, and the channels that get it; null for a rule of every workspace.
alter table alert add column rule text, add column channels text;
drop index alert_standing;
create unique index alert_standing on alert (workspace, kind, object, coalesce(rule, ''))
  where resolved_at is null;

-- The figures beside the thresholds.
grant select on alert_facts to ${request};
