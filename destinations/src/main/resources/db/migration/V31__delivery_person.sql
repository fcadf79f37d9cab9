-- The rows of models that name a person, for the question why the person is at a destination, or is not.
create index delivery_person on delivery (workspace, person_ref) where person_ref is not null;
