-- An access token or another session that a vendor has issued for a destination. All instances use it, and
-- one of them gets the next one: until leased_until, or until the generation grows. The content is encrypted
-- as the secrets of the destination are.
create table vendor_session (
  workspace text not null,
  destination text not null,
  -- token, or csrf
  kind text not null,
  generation bigint not null default 0,
  -- Larger with each consent of a user, and 0 before the first one.
  grant_number bigint not null default 0,
  sealed text,
  -- The hash of the settings and secrets that it was issued for.
  credentials text not null default '',
  expires_at timestamptz,
  refresh_at timestamptz,
  leased_until timestamptz,
  -- Whether leased_until is the end of a pause: nobody has the lease. After the lease of an instance that has
  -- saved nothing, there is a pause in which that instance can still save.
  pausing boolean not null default false,
  -- Failed attempts since the last session, and the hash of the settings and secrets of the last one. With
  -- others, the next attempt need not wait for the end of the pause.
  failures int not null default 0,
  failed_with text,
  -- The user who has connected the destination, if its connector needs a user.
  connected_by text,
  connected_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace, destination, kind)
);

-- A user who was sent to a vendor to consent, and has not come back yet.
create table connection_attempt (
  state_hash text primary key,
  workspace text not null,
  destination text not null,
  subject text not null,
  sealed text not null,
  expires_at timestamptz not null
);
create index connection_attempt_age on connection_attempt (expires_at);

alter table vendor_session enable row level security;
alter table vendor_session force row level security;
alter table connection_attempt enable row level security;
alter table connection_attempt force row level security;
create policy worker_all on vendor_session to ${worker} using (true);
create policy worker_all on connection_attempt to ${worker} using (true);
create policy request_workspace on vendor_session for select to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on vendor_session, connection_attempt to ${worker};
-- Requests of users never read what is encrypted.
grant select (workspace, destination, kind, expires_at, connected_by, connected_at, revoked_at)
  on vendor_session to ${request};
