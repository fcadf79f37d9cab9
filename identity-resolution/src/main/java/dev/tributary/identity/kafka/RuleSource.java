package dev.tributary.identity.kafka;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** Where it stands by which rules a transaction decides. */
interface RuleSource {
  InForce read(Connection tx, Collection<String> workspaces) throws SQLException;
}
