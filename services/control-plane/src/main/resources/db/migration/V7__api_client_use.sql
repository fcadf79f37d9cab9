-- When each API client last called the API, to the minute. Client ids are unique in the realm and
-- begin with their workspace's key; only the worker's role reads them.
create table api_client_use (
  client_id text primary key,
  last_used_at timestamptz not null
);
grant select, insert, update, delete on api_client_use to ${worker};
