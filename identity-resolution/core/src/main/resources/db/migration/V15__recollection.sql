-- Evidence that the log no longer holds, and that a shadow is told of all the same: what showed that
-- several identifiers are one person, in the order in which it is told.
create table shadow_recollection (
  shadow text not null,
  number bigint generated always as identity,
  source text not null,
  cause text not null,
  message_id text,
  happened_at timestamptz not null,
  types text[] not null,
  values text[] not null,
  primary key (shadow, number)
);

alter table shadow_recollection enable row level security;
alter table shadow_recollection force row level security;
create policy worker_all on shadow_recollection to ${worker} using (true);
grant select, insert, update, delete on shadow_recollection to ${worker};

create index shadow_input_event on shadow_input (shadow, event);

-- By which message a row was read, and whether no model says any more what it means: then what it
-- gave stays with whom it named.
alter table shadow_row add column input text not null default '';
alter table shadow_row add column unmapped boolean not null default false;
create index shadow_row_input on shadow_row (shadow, input);
