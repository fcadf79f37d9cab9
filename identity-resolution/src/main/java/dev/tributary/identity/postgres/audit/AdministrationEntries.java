package dev.tributary.identity.postgres.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes entries to the audit trail of administration. A repeated entry is written once. The
 * outcome of an action replaces the entry that the action began, never the reverse; of two counts
 * the larger stays. Works in the caller's transaction.
 */
final class AdministrationEntries {
  private static final String ADD =
      """
      insert into administration_entry as known
        (workspace, id, at, actor, actor_name, operation, object_kind, object, outcome, entry)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))
      on conflict (workspace, id) do update
        set outcome = excluded.outcome, entry = excluded.entry
        where known.outcome = 'requested' and excluded.outcome <> 'requested'
          or known.outcome = 'refused' and excluded.outcome = 'refused'
            and (known.entry #>> '{result,times}')::int < (excluded.entry #>> '{result,times}')::int\
      """;

  private AdministrationEntries() {}

  /** Writes in a fixed order, to avoid deadlocks. */
  static void add(Connection tx, Collection<AdministrationEntry> entries) throws SQLException {
    List<AdministrationEntry> ordered =
        entries.stream().sorted(Comparator.comparing(AdministrationEntry::id)).toList();
    try (PreparedStatement statement = tx.prepareStatement(ADD)) {
      for (AdministrationEntry entry : ordered) {
        bind(statement, entry);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, AdministrationEntry entry)
      throws SQLException {
    statement.setString(1, entry.workspace().value());
    statement.setString(2, entry.id());
    statement.setTimestamp(3, Timestamp.from(entry.at()));
    statement.setString(4, entry.actor().id());
    statement.setString(5, entry.actor().name());
    statement.setString(6, entry.act().operation());
    statement.setString(7, entry.act().kind());
    statement.setString(8, entry.act().object());
    statement.setString(9, entry.result().outcome().name().toLowerCase(Locale.ROOT));
    statement.setString(10, new String(Json.write(entry), StandardCharsets.UTF_8));
  }
}
