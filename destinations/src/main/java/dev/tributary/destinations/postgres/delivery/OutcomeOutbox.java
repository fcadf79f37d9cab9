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
      statement.setBytes(1, Json.write(outcomes));
      statement.executeUpdate();
    }
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
        List<Long> sequence = new ArrayList<>();
        List<Outcome> outcomes = LOCK.taken(tx) ? read(tx, sequence) : List.of();
        if (!sequence.isEmpty()) {
          send.accept(outcomes);
          delete(tx, sequence);
        }
        tx.commit();
        return sequence.size() == AT_ONCE;
      } catch (SQLException | RuntimeException | Error e) {
        tx.rollback();
        throw e;
      }
    }
  }

  private static List<Outcome> read(Connection tx, List<Long> sequence) throws SQLException {
    List<Outcome> outcomes = new ArrayList<>();
    try (PreparedStatement statement =
        tx.prepareStatement("select seq, payload from outcome_outbox order by seq limit ?")) {
      statement.setInt(1, AT_ONCE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sequence.add(rows.getLong(1));
          outcomes.addAll(Json.read(rows.getBytes(2), TYPE));
        }
      }
    }
    return outcomes;
  }

  private static void delete(Connection tx, List<Long> sequence) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement("delete from outcome_outbox where seq = any(?)")) {
      new Columns<>(statement, sequence).longs(each -> each);
      statement.executeUpdate();
    }
  }
}
