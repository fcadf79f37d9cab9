-- Changes that wait for a second person's approval, and what became of them. The body is sealed: it may hold secrets.
create table change_request (
  workspace text not null,
  id text not null,
  method text not null,
  path text not null,
  if_match text,
  body text not null,
  reason text not null,
  requested_by text not null,
  requested_by_name text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('open', 'applying', 'applied', 'failed', 'rejected', 'withdrawn')),
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  decision_reason text,
  status int,
  answer text,
  primary key (workspace, id)
);
create index change_request_open on change_request (workspace, id) where state = 'open';

alter table change_request enable row level security;
alter table change_request force row level security;
create policy request_workspace on change_request to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on change_request to ${worker} using (true);
grant select, insert, update, delete on change_request to ${request};
-- For the deletion of a workspace.
grant select, delete on change_request to ${worker};
