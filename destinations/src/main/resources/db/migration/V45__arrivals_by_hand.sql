-- A user can record that an uncertain delivery has arrived. Its outcome is published like any other.
grant insert on outcome_outbox to ${request};
