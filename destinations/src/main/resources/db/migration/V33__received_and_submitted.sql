-- A destination may only confirm that it has received a record ("accepted"), or put it into a job that is
-- asked for the result later ("submitted").

-- False if the destination has only received the content of delivered_hash.
alter table delivery add column confirmed boolean not null default true;
-- The vendor's job that has a submitted delivery, the position of the delivery in it, and the match value
-- that was sent: the present one may be newer.
alter table delivery add column job text;
alter table delivery add column job_item bigint;
alter table delivery add column sent_as text;
create index delivery_submitted on delivery (workspace, destination, not_before)
  where state = 'submitted';

-- Refusals that a vendor reports only as a number, by reason; null for none.
alter table attempt add column refusals bytea;
-- Whether the attempt asks for the result of a job, and sends nothing.
alter table attempt add column question boolean not null default false;

alter table sync_hour add column accepted bigint not null default 0;
alter table sync_hour add column counted_refusals bigint not null default 0;
