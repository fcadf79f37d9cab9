-- The name of the event that a delivery sends; null for other records, and for events of earlier versions.
alter table delivery add column event_name text;
