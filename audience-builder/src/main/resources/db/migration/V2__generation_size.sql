-- Counts go with the generation that they count, also when a partition hears late of its end. The
-- owner sees no row of a table that forces its policies.
alter table generation no force row level security;
alter table generation_size no force row level security;
delete from generation_size where generation not in (select id from generation);
alter table generation_size add constraint generation_size_of
  foreign key (generation) references generation on delete cascade;
alter table generation_size force row level security;
alter table generation force row level security;
