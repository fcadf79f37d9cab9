-- How many tests of its alert channels a workspace may send now: a bucket of tokens.
create table alert_test (
  workspace text primary key,
  tokens double precision not null,
  filled_at timestamptz not null
);

alter table alert_test enable row level security;
alter table alert_test force row level security;
create policy request_workspace on alert_test to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on alert_test to ${worker} using (true);
grant select, insert, update on alert_test to ${request};
-- For the deletion of a workspace.
grant select, delete on alert_test to ${worker};
