-- Each event asks whom its identifiers lead to, and whether its evidence is older than what is
-- known: the keys' own indexes answer, without the tables' pages.
create unique index identifier_leads_to on identifier (workspace, type, value) include (profile);
alter table identifier
  drop constraint identifier_pkey,
  add constraint identifier_pkey primary key using index identifier_leads_to;

create unique index edge_since
  on edge (workspace, left_type, left_value, right_type, right_value) include (happened_at);
alter table edge
  drop constraint edge_pkey,
  add constraint edge_pkey primary key using index edge_since;
