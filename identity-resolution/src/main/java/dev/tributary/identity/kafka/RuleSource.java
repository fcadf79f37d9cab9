package dev.tributary.identity.kafka;

import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** The source of the rules in force in a transaction. */
interface RuleSource {
  ActiveRules read(Connection tx, Collection<WorkspaceId> workspaces) throws SQLException;
}
