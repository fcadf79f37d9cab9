-- A job of a vendor that has deliveries, recorded before its first request. Each step is recorded before it is
-- sent: submitting, uploading, closing, working. The id is our name of the job at the vendor. The deliveries are
-- in the order of the submission; those that have a result have left the job, and their row of the table
-- delivery says so. A job is deleted with its last delivery.
create table job (
  id text primary key,
  workspace text not null,
  destination text not null,
  sync text not null,
  object text not null,
  operation text not null,
  deliveries text[] not null,
  step text not null,
  -- The vendor's name of the job; null until the vendor has answered.
  vendor_job text,
  -- The vendor's text about the progress.
  words text,
  -- How often the results could not be read.
  unreadable int not null default 0,
  fence bigint not null default 1,
  -- Null while no worker has the job.
  lease_until timestamptz,
  not_before timestamptz not null default statement_timestamp(),
  begun_at timestamptz not null default statement_timestamp(),
  deadline_at timestamptz not null
) with (fillfactor = 70);

create index job_due on job (workspace, destination, not_before);

alter table job enable row level security;
alter table job force row level security;
create policy worker_all on job to ${worker} using (true);
grant select, insert, update, delete on job to ${worker};
