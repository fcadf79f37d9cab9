package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.VersionedRules;
import dev.tributary.identity.store.RuleReads;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** {@link RuleReads} over PostgreSQL. */
public final class PostgresRuleReads implements RuleReads {
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

  private static final String RULES =
      """
      select version, spec::text from definition
      where workspace = ? and kind = 'identity-rules' and key = 'identity-rules' and not deleted\
      """;

  private static final String POLICIES = PolicyTable.READ.replace(":workspace", "?");

  private final Connection tx;

  public PostgresRuleReads(Connection tx) {
    this.tx = tx;
  }

  @Override
  public Map<WorkspaceId, Versions> versions(Collection<WorkspaceId> workspaces) {
    return Jdbc.query(() -> {
      Map<WorkspaceId, Versions> found = new HashMap<>();
      Array wanted = tx.createArrayOf("text", WorkspaceId.values(workspaces));
      try (PreparedStatement statement = tx.prepareStatement(VERSIONS)) {
        statement.setArray(1, wanted);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.put(
                new WorkspaceId(rows.getString(1)), new Versions(rows.getLong(2), rows.getLong(3)));
          }
        }
      } finally {
        wanted.free();
      }
      return found;
    });
  }

  @Override
  public VersionedRules rules(WorkspaceId workspace) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(RULES)) {
        statement.setString(1, workspace.value());
        try (ResultSet rows = statement.executeQuery()) {
          if (!rows.next()) {
            throw new SQLException("The rules of " + workspace + " have gone");
          }
          byte[] spec = rows.getString(2).getBytes(StandardCharsets.UTF_8);
          return new VersionedRules(rows.getLong(1), Json.read(spec, IdentityRules.class));
        }
      }
    });
  }

  @Override
  public TraitPolicies policies(WorkspaceId workspace) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(POLICIES)) {
        statement.setString(1, workspace.value());
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          return PolicyTable.policies(rows.getBytes(1));
        }
      }
    });
  }
}
