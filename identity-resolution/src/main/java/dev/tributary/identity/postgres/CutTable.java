package dev.tributary.identity.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.Named;
import dev.tributary.identity.resolution.ProfileKey;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Of which two identifiers a person said that they name two people. */
public final class CutTable {
  private static final String OF =
      """
      select c.workspace, c.left_type, c.left_value, c.right_type, c.right_value
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, type, value)
      join cut c on c.workspace = u.workspace and c.left_type = u.type and c.left_value = u.value\
      """;

  private static final String ANY = "select exists (select from cut c where c.workspace = any(?))";

  /** Whether anybody was ever kept apart by hand in the workspaces of these people. */
  public boolean any(Connection tx, Collection<ProfileKey> people) throws SQLException {
    Object[] workspaces = people.stream().map(ProfileKey::workspace).distinct().toArray();
    try (PreparedStatement statement = tx.prepareStatement(ANY)) {
      statement.setArray(1, tx.createArrayOf("text", workspaces));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** The pairs whose smaller one is among these. */
  public Cuts of(Connection tx, Collection<Named> identifiers) throws SQLException {
    if (identifiers.isEmpty()) {
      return Cuts.NONE;
    }
    Set<Cuts.Pair> pairs = new HashSet<>();
    try (PreparedStatement statement = tx.prepareStatement(OF)) {
      new Columns<>(statement, identifiers)
          .text(Named::workspace)
          .text(named -> named.identifier().type())
          .text(named -> named.identifier().value());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          pairs.add(
              new Cuts.Pair(
                  rows.getString(1),
                  new Identifier(rows.getString(2), rows.getString(3)),
                  new Identifier(rows.getString(4), rows.getString(5))));
        }
      }
    }
    return new Cuts(pairs);
  }
}
