package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.store.Jdbc;
import dev.tributary.identity.store.replay.CommandOutcomes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@link CommandOutcomes} over PostgreSQL. */
public final class PostgresCommandOutcomes implements CommandOutcomes {
  private static final String ENDED =
      "select count(*) from accepted_event where workspace = ? and event = any(?)";

  private static final String FAILED =
      """
      select event from accepted_event
      where workspace = ? and event = any(?) and reason = 'processing-failed'\
      """;

  private final Connection tx;

  public PostgresCommandOutcomes(Connection tx) {
    this.tx = tx;
  }

  @Override
  public boolean ended(WorkspaceId workspace, Collection<EventId> commands) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
        statement.setString(1, workspace.value());
        statement.setArray(2, tx.createArrayOf("text", EventId.values(commands)));
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() && rows.getInt(1) == commands.size();
        }
      }
    });
  }

  @Override
  public List<EventId> failed(WorkspaceId workspace, Collection<EventId> commands) {
    return Jdbc.query(() -> {
      List<EventId> failed = new ArrayList<>();
      try (PreparedStatement statement = tx.prepareStatement(FAILED)) {
        statement.setString(1, workspace.value());
        statement.setArray(2, tx.createArrayOf("text", EventId.values(commands)));
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            failed.add(new EventId(rows.getString(1)));
          }
        }
      }
      return failed;
    });
  }
}
