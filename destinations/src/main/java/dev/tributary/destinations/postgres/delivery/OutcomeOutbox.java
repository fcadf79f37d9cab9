package dev.tributary.destinations.postgres.delivery;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.delivery.UnpublishedOutcomes;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.runtime.postgres.BoundedConnection;
import dev.tributary.runtime.postgres.Columns;
import dev.tributary.runtime.postgres.TransactionLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Recorded outcomes in their table, in batches. Thread-safe. */
public final class OutcomeOutbox implements UnpublishedOutcomes {
  private static final TransactionLock LOCK = new TransactionLock(0x7472_6962_6f75_7463L);
  private static final int AT_ONCE = 50;

  /** A batch of a job has ten thousand outcomes, which do not all have to be in memory. */
  private static final int IN_ONE_ROW = 500;

  /** As JSON. The first row is read whatever its size is. */
  private static final int BYTES_AT_ONCE = 1_000_000;

  private static final String OLDEST =
      """
      select seq, payload from (
        select seq, payload,
          sum(octet_length(payload)) over (order by seq) - octet_length(payload) as before
        from (select seq, payload from outcome_outbox order by seq limit ?) oldest) sized
      where before < ? order by seq\
      """;

  private static final TypeReference<List<Outcome>> TYPE = new TypeReference<>() {};

  private final DataSource worker;

  public OutcomeOutbox(DataSource worker) {
    this.worker = worker;
  }

  /** Adds outcomes in the transaction that records them. */
  public static void put(Connection tx, List<Outcome> outcomes) throws SQLException {
    if (outcomes.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        tx.prepareStatement("insert into outcome_outbox (payload) values (?)")) {
      for (int from = 0; from < outcomes.size(); from += IN_ONE_ROW) {
        int to = Math.min(from + IN_ONE_ROW, outcomes.size());
        statement.setBytes(1, Json.write(outcomes.subList(from, to)));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The oldest outcomes, and whether there may be more. */
  private record Oldest(List<Long> sequence, List<Outcome> outcomes, boolean more) {
    static final Oldest NONE = new Oldest(List.of(), List.of(), false);
  }

  @Override
  public boolean drain(Consumer<List<Outcome>> send) throws StoreFailure {
    try {
      return drained(send);
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  private boolean drained(Consumer<List<Outcome>> send) throws SQLException {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try {
        Oldest oldest = LOCK.taken(tx) ? read(tx) : Oldest.NONE;
        if (!oldest.sequence().isEmpty()) {
          send.accept(oldest.outcomes());
          delete(tx, oldest.sequence());
        }
        tx.commit();
        return oldest.more();
      } catch (SQLException | RuntimeException | Error e) {
        tx.rollback();
        throw e;
      }
    }
  }

  private static Oldest read(Connection tx) throws SQLException {
    List<Long> sequence = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    long bytes = 0;
    try (PreparedStatement statement = tx.prepareStatement(OLDEST)) {
      statement.setInt(1, AT_ONCE);
      statement.setInt(2, BYTES_AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          byte[] payload = rows.getBytes(2);
          bytes += payload.length;
          sequence.add(rows.getLong(1));
          outcomes.addAll(Json.read(payload, TYPE));
        }
      }
    }
    boolean more = sequence.size() == AT_ONCE || bytes >= BYTES_AT_ONCE;
    return new Oldest(sequence, outcomes, more);
  }

  private static void delete(Connection tx, List<Long> sequence) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement("delete from outcome_outbox where seq = any(?)")) {
      new Columns<>(statement, sequence).longs(each -> each);
      statement.executeUpdate();
    }
  }
}
