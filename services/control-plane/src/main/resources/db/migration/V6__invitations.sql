-- Who is invited and has not accepted yet. An accepted or revoked invitation is deleted. Of the link's
-- token only the SHA-256 is kept.
create table invitation (
  workspace text not null,
  id text not null,
  email text not null,
  role text not null,
  personal_data boolean not null,
  token_hash bytea not null unique,
  mailed boolean not null,
  invited_by text not null,
  account text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace, id)
);
create unique index invitation_per_address on invitation (workspace, lower(email));
create index invitation_address on invitation (lower(email));

alter table invitation enable row level security;
alter table invitation force row level security;
create policy request_workspace on invitation to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
create policy worker_all on invitation to ${worker} using (true);
grant select, insert, update, delete on invitation to ${request}, ${worker};
