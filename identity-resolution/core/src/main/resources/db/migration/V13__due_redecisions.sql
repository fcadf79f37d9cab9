-- Traits whose policy has changed, written with the change: a row goes once the loop has been told,
-- so that a change is never without its consequences.
create table due_redecision (
  workspace text not null,
  trait text not null,
  actor text not null,
  due_at timestamptz not null,
  primary key (workspace, trait)
);
alter table due_redecision enable row level security;
alter table due_redecision force row level security;
create policy request_workspace on due_redecision to ${request} using
  (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select, insert, update, delete on due_redecision to ${request};
