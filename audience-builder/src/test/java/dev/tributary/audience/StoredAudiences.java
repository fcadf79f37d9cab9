package dev.tributary.audience;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Writes definitions of audiences as REST leaves them in the service's database. */
public final class StoredAudiences {
  private static final String PUT =
      """
      insert into definition (workspace, kind, id, key, name, version, spec, deleted, created_at,
                              updated_at)
      values (?, 'audience', ?, ?, ?, 1, jsonb_build_object('rule', ?::jsonb), ?, now(), now())
      on conflict (workspace, kind, id) do update
      set spec = excluded.spec, version = definition.version + 1, deleted = excluded.deleted\
      """;

  private StoredAudiences() {}

  /**
   * Creates an audience, or writes its next version.
   *
   * @param request the pool of the role that REST uses
   * @param rule as JSON
   */
  public static void define(DataSource request, WorkspaceId workspace, AudienceId id, String rule)
      throws SQLException {
    put(request, workspace, id, rule, false);
  }

  public static void delete(DataSource request, WorkspaceId workspace, AudienceId id, String rule)
      throws SQLException {
    put(request, workspace, id, rule, true);
  }

  private static void put(
      DataSource request, WorkspaceId workspace, AudienceId id, String rule, boolean deleted)
      throws SQLException {
    try (Connection connection = request.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement("select set_config('app.workspace', ?, true)")) {
        statement.setString(1, workspace.value());
        statement.execute();
      }
      try (PreparedStatement statement = connection.prepareStatement(PUT)) {
        statement.setString(1, workspace.value());
        statement.setString(2, id.value());
        statement.setString(3, id.value());
        statement.setString(4, id.value());
        statement.setString(5, rule);
        statement.setBoolean(6, deleted);
        statement.executeUpdate();
      }
      connection.commit();
    }
  }
}
