package dev.tributary.control.postgres.clock;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.clock.ClockStore;
import dev.tributary.control.clock.TickerRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The clock's row, and the workspaces' offsets, read in one transaction. Thread-safe. */
public final class PostgresClockStore implements ClockStore {
  private static final String SELECT =
      "select at, owner, leased_until, held_at, clock_timestamp() as now from ticker";

  private final DataSource worker;

  public PostgresClockStore(DataSource worker) {
    this.worker = worker;
  }

  @Override
  public Outcome step(String self, Supplier<Duration> largestStep) {
    return change(self, (row, now) -> row.next(self, now, largestStep.get()));
  }

  @Override
  public Outcome tickOnce(Duration largestStep) {
    return change(null, (row, now) -> row.tick(now, largestStep));
  }

  @Override
  public void resume() {
    try (Connection connection = worker.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                """
                update ticker set held_at = null,
                  at = greatest(at, (extract(epoch from clock_timestamp()) * 1000)::bigint)
                where held_at is not null\
                """)) {
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("The clock cannot be resumed", e);
    }
  }

  @Override
  public TickerRow read() {
    try (Connection connection = worker.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT);
        ResultSet rows = select.executeQuery()) {
      rows.next();
      return row(rows);
    } catch (SQLException e) {
      throw new IllegalStateException("The clock cannot be read", e);
    }
  }

  private interface Decision {
    TickerRow.Step decide(TickerRow row, Instant now);
  }

  private Outcome change(@Nullable String newOwner, Decision decision) {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      return changeIn(tx, newOwner, decision);
    } catch (SQLException e) {
      throw new IllegalStateException("The clock cannot be read", e);
    }
  }

  private static Outcome changeIn(Connection tx, @Nullable String newOwner, Decision decision)
      throws SQLException {
    try (PreparedStatement select = tx.prepareStatement(SELECT + " for update");
        ResultSet rows = select.executeQuery()) {
      rows.next();
      Instant now = rows.getTimestamp("now").toInstant();
      TickerRow.Step step = decision.decide(row(rows), now);
      Map<WorkspaceId, Long> offsets = Map.of();
      switch (step) {
        case TickerRow.Tick(Instant at) -> {
          advance(tx, at, newOwner, now);
          offsets = offsets(tx);
        }
        case TickerRow.Held(Instant jumpedTo) -> hold(tx, jumpedTo);
        case TickerRow.NotOurs() -> {}
      }
      tx.commit();
      return new Outcome(step, offsets);
    } catch (SQLException e) {
      tx.rollback();
      throw e;
    }
  }

  private static TickerRow row(ResultSet rows) throws SQLException {
    long held = rows.getLong("held_at");
    Instant heldAt = rows.wasNull() ? null : Instant.ofEpochMilli(held);
    return new TickerRow(
        Instant.ofEpochMilli(rows.getLong("at")),
        rows.getString("owner"),
        rows.getTimestamp("leased_until").toInstant(),
        heldAt);
  }

  private static void advance(Connection tx, Instant at, @Nullable String newOwner, Instant now)
      throws SQLException {
    try (PreparedStatement update =
        tx.prepareStatement(
            newOwner == null
                ? "update ticker set at = ?"
                : "update ticker set at = ?, owner = ?, leased_until = ?")) {
      update.setLong(1, at.toEpochMilli());
      if (newOwner != null) {
        update.setString(2, newOwner);
        update.setTimestamp(3, Timestamp.from(now.plus(TickerRow.LEASE)));
      }
      update.executeUpdate();
    }
  }

  private static void hold(Connection tx, Instant jumpedTo) throws SQLException {
    try (PreparedStatement update =
        tx.prepareStatement("update ticker set held_at = ? where held_at is null")) {
      update.setLong(1, jumpedTo.toEpochMilli());
      update.executeUpdate();
    }
  }

  private static Map<WorkspaceId, Long> offsets(Connection tx) throws SQLException {
    Map<WorkspaceId, Long> offsets = new TreeMap<>();
    try (PreparedStatement select =
            tx.prepareStatement(
                """
                select id, (spec ->> 'clockOffsetMillis')::bigint as shift from definition
                where kind = 'workspace' and not deleted
                  and (spec ->> 'clockOffsetMillis')::bigint > 0\
                """);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        offsets.put(new WorkspaceId(rows.getString("id")), rows.getLong("shift"));
      }
    }
    return offsets;
  }
}
