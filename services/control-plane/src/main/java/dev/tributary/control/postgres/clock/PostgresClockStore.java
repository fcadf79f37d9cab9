package dev.tributary.control.postgres.clock;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.clock.ClockStore;
import dev.tributary.control.clock.TickerRow;
import dev.tributary.control.postgres.Lease;
import dev.tributary.definitions.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** The clock's row, and the workspaces' offsets, read in one transaction. Thread-safe. */
public final class PostgresClockStore implements ClockStore {
  private static final Lease TICKER = new Lease("ticker");

  /** The database's clock, in microseconds. */
  private static final String NOW =
      "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";

  private static final String RESUME =
      """
      update ticker set held_at = null,
        at = greatest(at, cast(extract(epoch from clock_timestamp()) * 1000 as bigint))
      where held_at is not null\
      """;

  /** Definitions belong to the runtime, so there is no entity for them. */
  private static final String OFFSETS =
      """
      select id, cast(spec ->> 'clockOffsetMillis' as bigint) as shift from definition
      where kind = 'workspace' and not deleted
        and cast(spec ->> 'clockOffsetMillis' as bigint) > 0\
      """;

  private static final Outcome NOT_OURS = new Outcome(new TickerRow.NotOurs(), Map.of());

  private final Transactions worker;

  /**
   * @param worker of the role that may tick
   */
  public PostgresClockStore(Transactions worker) {
    this.worker = worker;
  }

  @Override
  public Outcome step(String self, Supplier<Duration> largestStep) {
    return Transactions.await(
        worker.own(session ->
            TICKER
                .take(session, self, TickerRow.LEASE)
                .chain(ours ->
                    ours
                        ? change(session, (row, now) -> row.tick(now, largestStep.get()))
                        : Uni.createFrom().item(NOT_OURS))));
  }

  @Override
  public Outcome tickOnce(Duration largestStep) {
    return Transactions.await(
        worker.own(session -> change(session, (row, now) -> row.tick(now, largestStep))));
  }

  @Override
  public void resume() {
    Transactions.await(worker.own(session -> session.createNativeQuery(RESUME).executeUpdate()));
  }

  @Override
  public TickerRow read() {
    ClockRow row =
        Transactions.await(
            worker.own(session ->
                session.createSelectionQuery("from ClockRow", ClockRow.class).getSingleResult()));
    return row.value();
  }

  private interface Decision {
    TickerRow.Step decide(TickerRow row, Instant now);
  }

  /** The clock is read under the row's lock, so that a wait for it does not count. */
  private static Uni<Outcome> change(Mutiny.Session session, Decision decision) {
    return session
        .find(ClockRow.class, true, LockMode.PESSIMISTIC_WRITE)
        .chain(row -> now(session).chain(now -> change(session, row, now, decision)));
  }

  private static Uni<Outcome> change(
      Mutiny.Session session, ClockRow row, Instant now, Decision decision) {
    TickerRow.Step step = decision.decide(row.value(), now);
    return switch (step) {
      case TickerRow.Tick(Instant at) -> {
        row.advance(at);
        yield offsets(session).map(offsets -> new Outcome(step, offsets));
      }
      case TickerRow.Held(Instant jumpedTo) -> {
        row.hold(jumpedTo);
        yield Uni.createFrom().item(new Outcome(step, Map.of()));
      }
      case TickerRow.NotOurs() -> Uni.createFrom().item(NOT_OURS);
    };
  }

  private static Uni<Instant> now(Mutiny.Session session) {
    return session
        .createNativeQuery(NOW, Long.class)
        .getSingleResult()
        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  private static Uni<Map<WorkspaceId, Long>> offsets(Mutiny.Session session) {
    return session
        .createNativeQuery(OFFSETS, Object[].class)
        .getResultList()
        .map(PostgresClockStore::offsets);
  }

  private static Map<WorkspaceId, Long> offsets(List<Object[]> rows) {
    Map<WorkspaceId, Long> offsets = new TreeMap<>();
    rows.forEach(
        row -> offsets.put(new WorkspaceId((String) row[0]), ((Number) row[1]).longValue()));
    return offsets;
  }
}
