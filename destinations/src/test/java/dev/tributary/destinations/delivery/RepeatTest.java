package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What may have arrived goes out again as the batch that it was: a receiver knows a repeat by the
 * batch's key, and the key by its rows.
 */
class RepeatTest {
  private static final int BATCH = 100;

  /** So many copies of each delivery that several statements are needed. */
  private static final int COPIES = 120;

  private static final String OTHER = "sync = 'syn_other'";
  private static final String OWN = "sync <> 'syn_other'";

  private final Bench bench = Bench.allowing(EffectClass.C);
  private Catalogue.Destination destination;

  @BeforeEach
  void define() throws SQLException {
    DestinationId id = bench.destination();
    bench.eventSync(id);
    destination = bench.catalogue().destination(id).orElseThrow();
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void aBatchWaitsForTheRowsThatAnotherWorkerHolds() throws StoreFailure, SQLException {
    apply(0);
    unanswered(awaitBatch().rows(), Duration.ZERO);
    try (Connection other = holding()) {
      assertThat(bench.deliveries.claim(destination, 0, true))
          .isInstanceOf(WorkSearchResult.Nothing.class);
      other.rollback();
    }
    assertThat(awaitBatch().rows()).hasSize(BATCH);
  }

  @Test
  void theLeasesOfABatchEndAtOneMoment() throws SQLException {
    apply(0);
    awaitBatch();
    assertThat(bench.number("select count(distinct lease_until) from delivery")).isEqualTo(1);
  }

  @Test
  void aBatchIsTakenOverWithTheRowsThatAnotherWorkerHolds() throws StoreFailure, SQLException {
    apply(0);
    apply(1);
    awaitBatch();
    awaitBatch();
    leasesEnd();
    try (Connection other = holding()) {
      assertThat(takenOver()).hasSize(BATCH);
      other.rollback();
    }
    assertThat(takenOver()).hasSize(2 * BATCH);
  }

  @Test
  void whatIsTakenOverAtOnceEndsWithABatch() throws StoreFailure, SQLException {
    // Bounded at 500 rows, which is in the middle of the sixth.
    for (int batch = 0; batch < 8; batch++) {
      apply(batch, 90);
      awaitBatch();
    }
    leasesEnd();
    List<Integer> sizes = new ArrayList<>();
    for (List<ClaimedDelivery> rows = takenOver(); !rows.isEmpty(); rows = takenOver()) {
      sizes.add(rows.size());
      unanswered(rows, Duration.ofHours(1));
    }
    assertThat(sizes).containsExactly(6 * 90, 2 * 90);
  }

  @Test
  void whatIsResumedGoesInTheSameBatches() throws StoreFailure, SQLException {
    for (int batch = 0; batch < 4; batch++) {
      apply(batch);
      unanswered(awaitBatch().rows(), Duration.ofHours(1));
    }
    bench.status.resume(
        Bench.WORKSPACE, new PauseTarget.OfDestination(destination.id()), destination.id());
    assertThat(bench.number("select count(distinct not_before) from delivery")).isEqualTo(1);
    for (int batch = 0; batch < 4; batch++) {
      LeasedBatch leased = awaitBatch();
      assertThat(leased.rows())
          .hasSize(BATCH)
          .extracting(ClaimedDelivery::batch)
          .containsOnly(leased.rows().getFirst().batch());
    }
  }

  /** A request changes some thousand deliveries with each statement. */
  @Test
  void allDeliveriesOfADestinationAreResumedWithSeveralStatements()
      throws StoreFailure, SQLException {
    manyWait();
    bench.pause(destination.id());
    bench.status.resume(
        Bench.WORKSPACE, new PauseTarget.OfDestination(destination.id()), destination.id());
    assertThat(bench.number("select count(*) from pause")).isZero();
    assertThat(resumed(OWN)).isEqualTo(BATCH * COPIES);
    assertThat(resumed(OTHER)).isEqualTo(BATCH);
    assertThat(bench.number("select count(*) from delivery")).isEqualTo(BATCH * (COPIES + 1));
  }

  @Test
  void onlyTheDeliveriesOfAResumedSyncNoLongerWait() throws StoreFailure, SQLException {
    manyWait();
    SyncId sync = new SyncId(bench.text("select min(sync) from delivery where " + OWN));
    bench.pause(sync);
    bench.status.resume(Bench.WORKSPACE, new PauseTarget.OfSync(sync), destination.id());
    assertThat(bench.number("select count(*) from pause")).isZero();
    assertThat(resumed(OWN)).isEqualTo(BATCH * COPIES);
    assertThat(resumed(OTHER)).isZero();
  }

  /** More deliveries than one statement resumes wait for an hour, and some of another sync. */
  private void manyWait() throws StoreFailure, SQLException {
    apply(0);
    unanswered(awaitBatch().rows(), Duration.ofHours(1));
    bench.insertCopies(
        """
        select copied.* from delivery d, generate_series(1, %d) n,
          jsonb_populate_record(d, jsonb_build_object(
            'id', d.id || '-' || n,
            'record_key', d.record_key || '-' || n,
            'sync', case when n = 1 then 'syn_other' else d.sync end)) copied\
        """
            .formatted(COPIES));
  }

  private long resumed(String which) throws SQLException {
    return bench.number(
        "select count(*) from delivery where attempt = 0 and first_attempt_at is null"
            + " and not_before <= clock_timestamp() and "
            + which);
  }

  private void apply(int batch) throws SQLException {
    apply(batch, BATCH);
  }

  private void apply(int batch, int size) throws SQLException {
    int from = batch * BATCH;
    bench.apply(
        IntStream.range(from, from + size)
            .mapToObj(n ->
                bench.updated(
                    person(new ProfileId("prf_" + n), 1, n + "@example.org", "Name"),
                    event("evt_" + n, Map.of())))
            .toArray(Message[]::new));
  }

  private LeasedBatch awaitBatch() {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                bench.deliveries.claim(destination, 0, true) instanceof WorkSearchResult.Taken taken
                    ? taken.batch()
                    : null,
            Objects::nonNull);
  }

  /** The attempt has no answer, and may be made again after the pause. */
  private void unanswered(List<ClaimedDelivery> rows, Duration pause)
      throws StoreFailure, SQLException {
    List<Outcome> outcomes = Collections.nCopies(rows.size(), new Outcome.Ambiguous("cut"));
    OutcomeDecision decision =
        new OutcomeDecision(EffectClass.C, false, Instant.now(), pause, pause);
    Catalogue.Sync sync = bench.catalogue().sync(rows.getFirst().sync()).orElseThrow();
    bench.deliveries.report(
        new LeasedBatch("", sync, rows, true),
        decision.of(rows, outcomes),
        new AttemptResult("retrying", List.of(), List.of()));
  }

  private void leasesEnd() throws SQLException {
    bench.change("update delivery set lease_until = lease_until - interval '1 hour'");
  }

  private List<ClaimedDelivery> takenOver() throws StoreFailure, SQLException {
    List<ClaimedDelivery> rows = new ArrayList<>();
    bench.deliveries.abandoned(bench.catalogue()).forEach(batch -> rows.addAll(batch.rows()));
    return rows;
  }

  /** A transaction of somebody else's with one of the rows. */
  private Connection holding() throws SQLException {
    Connection other = bench.worker.getConnection();
    other.setAutoCommit(false);
    try (PreparedStatement statement =
        other.prepareStatement("select id from delivery order by id desc limit 1 for update")) {
      statement.executeQuery().close();
    }
    return other;
  }
}
