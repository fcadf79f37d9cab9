package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table of open deliveries, and claims that search it while others change deliveries. */
class OpenDeliveriesTest {
  private static final int ITEMS = 4;

  /** A claim that has its snapshot waits before it reads a row, as if it were slow. */
  private static final List<String> SLOW_CLAIMS =
      List.of(
          """
          create function wait_in_a_claim() returns boolean language plpgsql volatile as $$
          begin
            if current_query() like '%skip locked%' then
              perform pg_advisory_xact_lock_shared(7);
            end if;
            return true;
          end
          $$\
          """,
          "grant execute on function wait_in_a_claim() to public",
          "alter policy worker_all on open_delivery using (wait_in_a_claim())");

  private static final String WAITING_FOR_ADVISORY =
      """
      select count(*) from pg_locks
      where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())\
      """;

  private final Bench bench = Bench.allowing(EffectClass.A);
  private DestinationId destination;
  private SyncId sync;

  @BeforeEach
  void define() throws SQLException {
    destination = bench.destination();
    sync = bench.profileSync(destination);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void rowsThatMoveToAPausedSyncBetweenTheSearchAndTheLockAreNotClaimed() throws Exception {
    SyncId paused = bench.modelSync(destination, new ModelId("mdl_1"), null);
    bench.pause(paused);
    open();
    for (String statement : SLOW_CLAIMS) {
      bench.execute(statement);
    }
    try (Connection holder = bench.worker.getConnection()) {
      advisory(holder, "pg_advisory_lock");
      CompletableFuture<WorkSearchResult> claim =
          CompletableFuture.supplyAsync(this::claim, Thread::startVirtualThread);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> claim.isDone() || bench.number(WAITING_FOR_ADVISORY) > 0);
      bench.change("update delivery set sync = '%s'".formatted(paused));
      advisory(holder, "pg_advisory_unlock");
      assertThat(claim.get(1, TimeUnit.MINUTES)).isEqualTo(new WorkSearchResult.Nothing());
    }
    assertThat(bench.count(destination, "pending")).isEqualTo(ITEMS);
    bench.execute("delete from pause where id = '%s'".formatted(paused));
    assertThat(claim()).isInstanceOf(WorkSearchResult.Taken.class);
  }

  private static void advisory(Connection connection, String function) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select " + function + "(7)")) {
      statement.execute();
    }
  }

  /** After a repair by hand, for example. */
  @Test
  void anAnswerCorrectsTheRowsOfDeliveriesThatAreOpenAndLeased() throws Exception {
    open();
    LeasedBatch batch = ((WorkSearchResult.Taken) claim()).batch();
    bench.change(
        """
        insert into open_delivery (id, workspace, destination, sync, lane, state, not_before)
        select id, workspace, destination, 'syn_before', 2, 'pending', 'infinity' from delivery\
        """);
    assertThat(bench.wronglyOpenOrLeased()).hasSize(ITEMS);
    AtomicBoolean first = new AtomicBoolean(true);
    bench.fake.store(destination).behaviour =
        (_, _) -> first.getAndSet(false) ? null : new Outcome.Transient("HTTP 500", null);
    List<Outcome> outcomes = bench.send(batch);
    OutcomeDecision decision =
        new OutcomeDecision(EffectClass.A, false, Instant.now(), Duration.ZERO, Duration.ZERO);
    List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
    bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
    assertThat(bench.count(destination, "delivered")).isEqualTo(1);
    assertThat(bench.count(destination, "retrying")).isEqualTo(ITEMS - 1);
    assertThat(bench.wronglyOpenOrLeased()).isEmpty();
  }

  private void open() throws SQLException {
    for (int i = 0; i < ITEMS; i++) {
      String email = "p%d@example.org".formatted(i);
      bench.apply(bench.updated(person(new ProfileId("prf_" + i), 1, email, "Name")));
    }
    assertThat(bench.count(destination, "pending")).isEqualTo(ITEMS);
    assertThat(bench.text("select distinct sync from delivery")).isEqualTo(sync.value());
  }

  private WorkSearchResult claim() {
    try {
      return bench.deliveries.claim(
          bench.catalogue().destination(destination).orElseThrow(), 1, true);
    } catch (SQLException | StoreFailure e) {
      throw new AssertionError(e);
    }
  }
}
