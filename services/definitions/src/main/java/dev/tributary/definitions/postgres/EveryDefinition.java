package dev.tributary.definitions.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionRows;
import dev.tributary.definitions.DefinitionRowsRowBuilder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The definitions of all workspaces, for a worker. It reads them over JDBC, some at a time. */
final class EveryDefinition {
  private static final int FETCHED = 200;

  private static final String OF_KIND =
      "select workspace, kind, id, key, name, version, created_at, updated_at, deleted, spec"
          + " from definition where kind = :kind";

  private EveryDefinition() {}

  /** The objects of a kind, deleted ones too. The caller closes the stream. */
  static Stream<DefinitionRows.Row> of(Handle tx, String kind) {
    return tx
        .createQuery(OF_KIND)
        .bind("kind", kind)
        .setFetchSize(FETCHED)
        .map(EveryDefinition::row)
        .stream();
  }

  private static DefinitionRows.Row row(ResultSet rows, StatementContext context)
      throws SQLException {
    return DefinitionRowsRowBuilder.builder()
        .workspace(new WorkspaceId(rows.getString("workspace")))
        .kind(rows.getString("kind"))
        .id(rows.getString("id"))
        .key(rows.getString("key"))
        .name(rows.getString("name"))
        .version(rows.getLong("version"))
        .createdAt(rows.getTimestamp("created_at").toInstant())
        .updatedAt(rows.getTimestamp("updated_at").toInstant())
        .deleted(rows.getBoolean("deleted"))
        .spec(rows.getString("spec"))
        .build();
  }
}
