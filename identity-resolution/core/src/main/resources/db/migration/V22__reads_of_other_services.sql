-- What other services showed comes from the log, by the loop, and may come after a later read.
grant insert, update (reads, first_at, last_at) on audit_entry to ${worker};
grant update (first_at) on audit_entry to ${request};
