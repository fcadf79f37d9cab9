-- How a trait is classified is a definition from now on, so that the other services know it too.
-- The owner of the tables holds no policy of their own.
alter table trait_classification no force row level security;
alter table definition no force row level security;
alter table definition_outbox no force row level security;
with moved as (
  insert into definition (workspace, kind, id, key, name, version, spec, created_at, updated_at)
  select workspace, 'trait', 'trt_' || gen_random_uuid(), trait, trait, 1,
    jsonb_build_object('classification', classification, 'classifiedBy', classified_by),
    classified_at, classified_at
  from trait_classification
  returning workspace, id, key, spec)
insert into definition_outbox (workspace, topic, id, payload)
select workspace, 'traits', id,
  convert_to(
    jsonb_build_object('workspace', workspace, 'id', id, 'version', 1, 'key', key, 'name', key,
      'deleted', false, 'body', jsonb_build_object('classification', spec -> 'classification'))::text,
    'UTF8')
from moved;
alter table definition_outbox force row level security;
alter table definition force row level security;
-- The table stays for instances of the version before, which read it while they are replaced.
alter table trait_classification force row level security;
