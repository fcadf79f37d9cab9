package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Statements over many rows, which a single parameter {@code rows} carries in JSON. So a batch
 * costs one statement. The statement converts the parameter with {@code cast(cast(:rows as text) as
 * jsonb)}: without the inner cast, the driver would send a JSON string.
 */
final class JsonRows {
  private static final String NAME = "rows";

  private JsonRows() {}

  /** Runs nothing without rows. */
  static Uni<Void> write(
      Mutiny.Session session, String statement, WorkspaceId workspace, List<?> rows) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(statement)
            .setParameter("workspace", workspace.value())
            .setParameter(NAME, json(rows))
            .executeUpdate()
            .replaceWithVoid();
  }

  /** The texts that the statement returns. */
  static Uni<List<String>> read(
      Mutiny.Session session, String statement, WorkspaceId workspace, List<?> rows) {
    return session
        .createNativeQuery(statement, String.class)
        .setParameter("workspace", workspace.value())
        .setParameter(NAME, json(rows))
        .getResultList();
  }

  private static String json(List<?> rows) {
    return new String(Json.write(rows), StandardCharsets.UTF_8);
  }
}
