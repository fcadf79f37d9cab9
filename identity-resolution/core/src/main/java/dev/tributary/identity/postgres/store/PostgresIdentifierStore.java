package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.IdentifierStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/** {@link IdentifierStore} over PostgreSQL. */
public final class PostgresIdentifierStore implements IdentifierStore {
  /** The profile of rows that the same call deletes again. No other transaction sees them. */
  private static final ProfileId NOBODY = new ProfileId("");

  private static final String LOCATE =
      """
      select i.workspace, i.type, i.value, i.profile
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, type, value)
      join identifier i on i.workspace = u.workspace and i.type = u.type and i.value = u.value\
      """;

  private static final String INSERT =
      """
      insert into identifier (workspace, type, value, profile)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
      on conflict do nothing\
      """;

  private static final String GIVE_BACK =
      """
      delete from identifier i
      using unnest(?::text[], ?::text[], ?::text[]) u(workspace, type, value)
      where i.workspace = u.workspace and i.type = u.type and i.value = u.value\
      """;

  private static final String MOVE =
      """
      update identifier i set profile = u.profile
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
           u(workspace, type, value, before, profile)
      where i.workspace = u.workspace and i.type = u.type and i.value = u.value
        and i.profile = u.before\
      """;

  private final Connection tx;

  public PostgresIdentifierStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public Map<WorkspaceIdentifier, ProfileId> locate(Collection<WorkspaceIdentifier> wanted) {
    return Jdbc.query(() -> {
      Map<WorkspaceIdentifier, ProfileId> found = new HashMap<>();
      if (wanted.isEmpty()) {
        return found;
      }
      try (PreparedStatement statement = tx.prepareStatement(LOCATE)) {
        new Columns<>(statement, wanted)
            .workspace(WorkspaceIdentifier::workspace)
            .text(named -> named.identifier().type())
            .text(named -> named.identifier().value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            found.put(
                new WorkspaceIdentifier(
                    new WorkspaceId(rows.getString(1)),
                    new Identifier(rows.getString(2), rows.getString(3))),
                new ProfileId(rows.getString(4)));
          }
        }
      }
      return found;
    });
  }

  @Override
  public boolean insert(
      SortedMap<WorkspaceIdentifier, ProfileId> fresh, SortedSet<WorkspaceIdentifier> absent) {
    return Jdbc.query(() -> {
      SortedMap<WorkspaceIdentifier, ProfileId> taken = new TreeMap<>(fresh);
      absent.forEach(named -> taken.put(named, NOBODY));
      if (taken.isEmpty()) {
        return true;
      }
      try (PreparedStatement statement = tx.prepareStatement(INSERT)) {
        named(statement, taken.entrySet(), Map.Entry::getKey).profile(Map.Entry::getValue);
        if (statement.executeUpdate() < taken.size()) {
          return false;
        }
      }
      if (!absent.isEmpty()) {
        try (PreparedStatement statement = tx.prepareStatement(GIVE_BACK)) {
          named(statement, absent, Function.identity());
          statement.executeUpdate();
        }
      }
      return true;
    });
  }

  @Override
  public void move(List<Move> moved) {
    Jdbc.update(() -> {
      if (moved.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(MOVE)) {
        named(statement, moved, Move::named).profile(Move::from).profile(Move::to);
        statement.executeUpdate();
      }
    });
  }

  private static <R> Columns<R> named(
      PreparedStatement statement, Collection<R> rows, Function<R, WorkspaceIdentifier> named)
      throws SQLException {
    return new Columns<>(statement, rows)
        .workspace(row -> named.apply(row).workspace())
        .text(row -> named.apply(row).identifier().type())
        .text(row -> named.apply(row).identifier().value());
  }
}
