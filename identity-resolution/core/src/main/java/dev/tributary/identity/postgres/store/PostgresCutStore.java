package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.CutStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** {@link CutStore} over PostgreSQL. */
public final class PostgresCutStore implements CutStore {
  private static final String OF =
      """
      select c.workspace, c.left_type, c.left_value, c.right_type, c.right_value
      from unnest(?::text[], ?::text[], ?::text[]) u(workspace, type, value)
      join cut c on c.workspace = u.workspace and c.left_type = u.type and c.left_value = u.value\
      """;

  private static final String SINCE =
      """
      with named as (
        select true as one, u.type, u.value from unnest(?::text[], ?::text[]) u(type, value)
        union all
        select false, u.type, u.value from unnest(?::text[], ?::text[]) u(type, value))
      select exists (
        select from cut c
        join named l on l.type = c.left_type and l.value = c.left_value
        join named r on r.type = c.right_type and r.value = c.right_value and r.one <> l.one
        where c.workspace = ? and c.cut_at >= to_timestamp(? / 1e6))\
      """;

  private static final String UNKNOWN =
      """
      with named as (
        select u.type, u.value from unnest(?::text[], ?::text[]) u(type, value))
      select exists (
        select from named l
        join cut c on c.workspace = ? and c.left_type = l.type and c.left_value = l.value
        join named r on r.type = c.right_type and r.value = c.right_value
        left join cut s on s.workspace = ?
          and s.left_type = c.left_type and s.left_value = c.left_value
          and s.right_type = c.right_type and s.right_value = c.right_value
        where s.cut_at is distinct from c.cut_at)\
      """;

  private static final String ANY = "select exists (select from cut c where c.workspace = any(?))";

  private final Connection tx;

  public PostgresCutStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public boolean any(Collection<WorkspaceId> workspaces) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(ANY)) {
        statement.setArray(1, tx.createArrayOf("text", WorkspaceId.values(workspaces)));
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() && rows.getBoolean(1);
        }
      }
    });
  }

  @Override
  public boolean since(
      WorkspaceId workspace,
      Collection<Identifier> some,
      Collection<Identifier> others,
      Instant when) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(SINCE)) {
        new Columns<>(statement, 1, some).text(Identifier::type).text(Identifier::value);
        new Columns<>(statement, 3, others).text(Identifier::type).text(Identifier::value);
        statement.setString(5, workspace.value());
        statement.setLong(6, Columns.micros(when));
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() && rows.getBoolean(1);
        }
      }
    });
  }

  @Override
  public boolean unknownTo(
      WorkspaceId workspace, WorkspaceId copy, Collection<Identifier> identifiers) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(UNKNOWN)) {
        new Columns<>(statement, identifiers).text(Identifier::type).text(Identifier::value);
        statement.setString(3, workspace.value());
        statement.setString(4, copy.value());
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() && rows.getBoolean(1);
        }
      }
    });
  }

  @Override
  public Cuts of(Collection<WorkspaceIdentifier> identifiers) {
    return Jdbc.query(() -> {
      if (identifiers.isEmpty()) {
        return Cuts.NONE;
      }
      Set<Cuts.Pair> pairs = new HashSet<>();
      try (PreparedStatement statement = tx.prepareStatement(OF)) {
        new Columns<>(statement, identifiers)
            .workspace(WorkspaceIdentifier::workspace)
            .text(named -> named.identifier().type())
            .text(named -> named.identifier().value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            pairs.add(
                new Cuts.Pair(
                    new WorkspaceId(rows.getString(1)),
                    new Identifier(rows.getString(2), rows.getString(3)),
                    new Identifier(rows.getString(4), rows.getString(5))));
          }
        }
      }
      return new Cuts(pairs);
    });
  }
}
