-- Who of a workspace shares inputs with whom of its shadow. It is filled and read in one transaction,
-- which takes it back: nothing ever stands here.
create table trial_meeting (
  shadow text not null,
  -- Of the workspace; null where an input counts in the shadow only.
  profile text,
  -- Of the shadow; null where an input counts in the workspace only.
  person text,
  -- A row tells either of inputs or of identifiers that the two share.
  inputs bigint not null,
  events bigint not null,
  identifiers bigint not null default 0,
  -- Whichever input comes first by its id: the same in each shadow of the same history.
  first text,
  -- Whether the log no longer holds the whole past of somebody whom they have to do with.
  partly boolean not null default false
);

alter table trial_meeting enable row level security;
alter table trial_meeting force row level security;
create policy worker_all on trial_meeting to ${worker} using (true);
grant select, insert, update, delete on trial_meeting to ${worker};
