-- How much a destination takes now is asked while somebody looks at it.

create index attempt_newest on attempt (workspace, destination, started_at);
