-- A record that is sent as a test asks consent like any other, in a request's own transaction.

create policy request_workspace on person_identifier to ${request}
  using (workspace = (select nullif(current_setting('app.workspace', true), '')));
grant select on person_identifier to ${request};
