-- From now on a server's certificate is verified unless the destination says otherwise. Those that are
-- there keep the mode that they were made with, and say so. The owner sees no row of a table that
-- forces its policies.
alter table definition no force row level security;
update definition set spec = jsonb_set(spec, '{settings,verifyCertificate}', 'false')
where kind = 'destination' and spec ->> 'connector' = 'postgresql'
  and spec #> '{settings,verifyCertificate}' is null;
alter table definition force row level security;
