-- Questions to destinations about uncertain deliveries. There are ids and numbers here, and no values.
create table lookup_question (
  delivery text primary key,
  workspace text not null,
  destination text not null,
  sync text not null,
  -- The version that may have arrived, and when its delivery became uncertain.
  version bigint not null,
  since timestamptz not null,
  -- How often the destination has answered since then, and how often it has not.
  asked int not null default 0,
  failures int not null default 0,
  -- How often this version was sent again after an answer.
  resent int not null default 0,
  done boolean not null default false,
  fence bigint not null default 0,
  lease_until timestamptz,
  not_before timestamptz not null,
  changed_at timestamptz not null default clock_timestamp()
);
create index lookup_question_due on lookup_question (destination, not_before) where not done;
create index lookup_question_done on lookup_question (changed_at) where done;

alter table lookup_question enable row level security;
alter table lookup_question force row level security;
create policy worker_all on lookup_question to ${worker} using (true);
grant select, insert, update, delete on lookup_question to ${worker};
