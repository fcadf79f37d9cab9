-- The purposes for which a person has granted consent, as a JSON array. They belong to a version of the
-- person: an instance of the version before stores a later version without them. Null until a message
-- about the person comes.
alter table person add column granted jsonb;
alter table person add column granted_version bigint;
