-- A destination may only confirm that it has received a record ("accepted"), or put it into a job that is
-- asked for the result later ("submitted"). Deliveries wait behind the locks of this migration, so it is
-- given up after some seconds, and repeated at the next start.
set local lock_timeout = '10s';

-- False if the destination has only received the content of delivered_version.
alter table delivery add column confirmed boolean not null default true;
-- Of a submitted delivery: the vendor's job that has it, since when, its position in the call that made
-- the job, and the match value and the sync with which it was sent: the present ones may be newer.
alter table delivery add column job text;
alter table delivery add column job_item int;
alter table delivery add column submitted_at timestamptz;
alter table delivery add column sent_as text;
alter table delivery add column sent_sync text;

-- Until then, nothing is sent, because the account has spent its quota. A resume ends it.
alter table destination_health add column held_until timestamptz;
grant update (held_until) on destination_health to ${request};

-- Refusals that a vendor reports only as a number, by reason; null for none.
alter table attempt add column refusals bytea;
-- Whether the attempt asks for the result of a job, and sends nothing.
alter table attempt add column question boolean not null default false;

alter table sync_hour add column accepted bigint not null default 0;
alter table sync_hour add column counted_refusals bigint not null default 0;
