-- A rebuild looks up the same answer in the replay copy.
create index answer_by_cause on answer (workspace, cause);
