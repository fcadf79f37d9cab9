-- How long a run was worked on, by the clock on the wall: its start is business time, and while it
-- is held it waits for a person. Set from when on while somebody works on it.
alter table run add column worked_ms bigint not null default 0;
alter table run add column working_since timestamptz;
