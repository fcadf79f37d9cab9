package dev.tributary.identity.postgres;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.rules.IdentityRules;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The rules that are in force in a transaction. */
public final class RulesTable {
  /** The kind of the definition; each workspace has one at most, under the same word as its key. */
  public static final String KIND = "identity-rules";

  private static final String VERSIONS =
      """
      select u.workspace, coalesce(d.version, 0),
             (select coalesce(sum(p.version + coalesce(t.version, 0)), 0) from definition p
              left join definition t on t.workspace = p.workspace and t.kind = 'trait'
                and t.key = p.key and not t.deleted
              where p.workspace = u.workspace and p.kind = 'trait-policy')
      from unnest(?::text[]) u(workspace)
      left join definition d on d.workspace = u.workspace and d.kind = 'identity-rules'
        and d.key = 'identity-rules' and not d.deleted\
      """;
  private static final String READ =
      """
      select version, spec::text from definition
      where workspace = ? and kind = 'identity-rules' and key = 'identity-rules' and not deleted\
      """;

  /**
   * @param version 0 for a workspace that never changed its rules
   * @param policies grows with each change to a trait's policy, and to the definition of such a
   *     trait
   */
  public record Current(long version, long policies) {}

  public Map<WorkspaceId, Current> versions(Connection tx, Collection<WorkspaceId> workspaces)
      throws SQLException {
    Map<WorkspaceId, Current> found = new HashMap<>();
    Array wanted = tx.createArrayOf("text", workspaces.stream().map(WorkspaceId::value).toArray());
    try (PreparedStatement statement = tx.prepareStatement(VERSIONS)) {
      statement.setArray(1, wanted);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(
              new WorkspaceId(rows.getString(1)), new Current(rows.getLong(2), rows.getLong(3)));
        }
      }
    } finally {
      wanted.free();
    }
    return found;
  }

  /** A table with its version. */
  public record Versioned(long version, IdentityRules rules) {}

  /**
   * The table of a workspace that has changed its rules; it may be newer than the version from
   * {@link #versions}.
   */
  public Versioned read(Connection tx, WorkspaceId workspace) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(READ)) {
      statement.setString(1, workspace.value());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new SQLException("The rules of " + workspace + " have gone");
        }
        byte[] spec = rows.getString(2).getBytes(StandardCharsets.UTF_8);
        return new Versioned(rows.getLong(1), Json.read(spec, IdentityRules.class));
      }
    }
  }
}
