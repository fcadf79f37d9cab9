package dev.tributary.identity.postgres.audit;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.PersonalDataRead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/**
 * Writes reads of personal data to the audit trail. Equal reads within one minute are counted in
 * one row. Thread-safe; works in the caller's transaction.
 */
public final class AuditEntries {
  /** The profile of a read that concerns no profile, or more than one. */
  private static final List<String> NOBODY = List.of("");

  private static final String ADD =
      """
      insert into audit_entry (workspace, id, actor, actor_name, operation, profile, part, minute,
        reads, first_at, last_at)
      select ?, u.id, ?, ?, ?, u.profile, ?, ?, ?, ?, ? from unnest(?::text[], ?::text[])
        u(id, profile)
      on conflict (workspace, actor, operation, profile, part, minute)
      do update set reads = audit_entry.reads + excluded.reads,
        first_at = least(audit_entry.first_at, excluded.first_at),
        last_at = greatest(audit_entry.last_at, excluded.last_at)\
      """;

  private final Ids ids;

  public AuditEntries(Ids ids) {
    this.ids = ids;
  }

  /** Writes in a fixed order, to avoid deadlocks. */
  public void add(Connection tx, Collection<PersonalDataRead> reads) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ADD)) {
      for (PersonalDataRead read : reads) {
        bind(tx, statement, read);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void bind(Connection tx, PreparedStatement statement, PersonalDataRead read)
      throws SQLException {
    List<String> profiles =
        read.profiles().isEmpty() ? NOBODY : read.profiles().stream().distinct().sorted().toList();
    Timestamp at = Timestamp.from(read.at());
    statement.setString(1, read.workspace().value());
    statement.setString(2, read.actor());
    statement.setString(3, read.actorName());
    statement.setString(4, read.operation());
    statement.setString(5, read.part() == null ? "" : read.part());
    statement.setTimestamp(6, Timestamp.from(read.at().truncatedTo(ChronoUnit.MINUTES)));
    statement.setInt(7, read.reads());
    statement.setTimestamp(8, at);
    statement.setTimestamp(9, at);
    statement.setArray(
        10,
        tx.createArrayOf(
            "text",
            profiles.stream().map(_ -> ids.at(Ids.AUDIT_ENTRY, read.at())).toArray(String[]::new)));
    statement.setArray(11, tx.createArrayOf("text", profiles.toArray(String[]::new)));
  }
}
