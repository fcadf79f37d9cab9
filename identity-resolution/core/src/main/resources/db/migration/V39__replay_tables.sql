-- The tables of replays have names of the scheme for tables. The column shadow keeps its name: by it,
-- instances of the version before find the rows of a deleted workspace.
alter table shadow rename to replay_copy;
alter index shadow_pkey rename to replay_copy_pkey;
alter table shadow_input rename to replay_input;
alter index shadow_input_pkey rename to replay_input_pkey;
alter index shadow_input_event rename to replay_input_event;
alter table shadow_row rename to replay_row;
alter index shadow_row_pkey rename to replay_row_pkey;
alter index shadow_row_input rename to replay_row_input;
alter table shadow_row_version rename to replay_row_version;
alter index shadow_row_version_pkey rename to replay_row_version_pkey;
alter table shadow_recollection rename to replay_evidence;
alter index shadow_recollection_pkey rename to replay_evidence_pkey;
alter sequence shadow_recollection_number_seq rename to replay_evidence_number_seq;
alter table trial_meeting rename to replay_match;

-- For instances of the version before, until they are gone. They delete the rows of a replay by their
-- ctid.
create view shadow with (security_invoker = true) as
  select name, workspace, opened_at, closing, job, horizon from replay_copy;
create view shadow_input with (security_invoker = true) as
  select shadow, number, event, topic, part, position, accepted_at, anchor_type, anchor_value, ctid
  from replay_input;
create view shadow_row with (security_invoker = true) as
  select shadow, model, row_key, hash, run, input, unmapped, ctid from replay_row;
create view shadow_row_version with (security_invoker = true) as
  select shadow, source, run, ctid from replay_row_version;
create view shadow_recollection with (security_invoker = true) as
  select shadow, number, source, cause, message_id, happened_at, types, values, ctid
  from replay_evidence;
create view trial_meeting with (security_invoker = true) as
  select shadow, profile, person, inputs, events, identifiers, first, partly from replay_match;
grant select, insert, update, delete on shadow, shadow_input, shadow_row, shadow_row_version,
  shadow_recollection, trial_meeting to ${worker};
