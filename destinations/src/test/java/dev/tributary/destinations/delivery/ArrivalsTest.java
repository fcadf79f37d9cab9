package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryFilterBuilder;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.deliveries.UncertainDeliveries;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.postgres.queries.PostgresUncertainDeliveries;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deliveries that may have arrived, and the decisions of users about them. */
class ArrivalsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Bench bench = Bench.allowing(EffectClass.C);
  private final UncertainDeliveries arrivals =
      new PostgresUncertainDeliveries(bench.requests, Clock.systemUTC());
  private final PostgresDeliveryLog queries = new PostgresDeliveryLog(bench.requests);
  private DestinationId destination;
  private SyncId sync;
  private FakeDestination.Store store;

  /** The destination takes two people and does not answer. */
  @BeforeEach
  void leaveUncertain() throws Exception {
    destination = bench.destination("{\"delivery\":\"at-most-once\"}");
    sync = bench.profileSync(destination);
    store = bench.fake.store(destination);
    store.behaviour = (batch, item) -> new Outcome.Ambiguous("no answer");
    bench.engine();
    bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "ann@x.example", "Ann")));
    bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "bob@x.example", "Bob")));
    await().atMost(BOUND).until(() -> bench.count(destination, "uncertain") == 2);
    store.behaviour = (batch, item) -> null;
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  @Test
  void anArrivedDeliveryIsDeliveredAndNothingIsSent() throws Exception {
    DeliveryRow before = row("ann@x.example");
    int sent = store.requests.size();
    assertThat(arrivals.arrived(WORKSPACE, before.id())).isTrue();
    DeliveryRow after = row("ann@x.example");
    assertThat(after.state()).isEqualTo(State.DELIVERED);
    assertThat(after.presence()).isEqualTo(Presence.PRESENT);
    assertThat(after.deliveredVersion()).isEqualTo(before.version());
    assertThat(after.reason()).isNull();
    assertThat(after.words()).isNull();
    assertThat(bench.number("select count(*) from outcome_outbox")).isGreaterThanOrEqualTo(1);
    assertThat(arrivals.arrived(WORKSPACE, before.id())).as("it is not uncertain").isFalse();
    // The same content again changes nothing; other content is sent.
    bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "ann@x.example", "Ann")));
    assertThat(row("ann@x.example").state()).isEqualTo(State.DELIVERED);
    assertThat(store.requests).hasSize(sent);
    bench.apply(bench.updated(person(new ProfileId("prf_1"), 3, "ann@x.example", "Anna")));
    await().atMost(BOUND).until(() -> row("ann@x.example").deliveredVersion() == 2L);
    assertThat(store.records).hasSize(1);
    assertThat(row("bob@x.example").state()).isEqualTo(State.UNCERTAIN);
  }

  /** Both may have got one place at the destination, as after an answer. */
  @Test
  void anArrivalSendsTheRecordAgainThatHasAMatchValueOfAnEarlierAttempt() throws Exception {
    store.behaviour = (batch, item) -> new Outcome.Ambiguous("no answer");
    bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "anna@x.example", "Ann")));
    await().atMost(BOUND).until(() -> row("anna@x.example").state() == State.UNCERTAIN);
    store.behaviour = (batch, item) -> null;
    bench.apply(bench.updated(person(new ProfileId("prf_3"), 1, "ann@x.example", "Other")));
    await().atMost(BOUND).until(() -> row("ann@x.example").state() == State.DELIVERED);
    long version = row("ann@x.example").version();
    assertThat(arrivals.arrived(WORKSPACE, row("anna@x.example").id())).isTrue();
    await().atMost(BOUND).until(() -> row("ann@x.example").deliveredVersion() == version + 1);
    assertThat(row("anna@x.example").state()).isEqualTo(State.DELIVERED);
    assertThat(bench.number("select count(*) from delivery where former_keys is not null"))
        .isZero();
  }

  @Test
  void allUncertainDeliveriesOfASyncCanArriveAtOnce() throws Exception {
    DeliveryFilter ofSync = DeliveryFilterBuilder.builder(DeliveryFilter.ALL).sync(sync).build();
    assertThat(arrivals.count(WORKSPACE, ofSync)).isEqualTo(Map.of(sync, 2));
    assertThat(bench.count(destination, "uncertain")).as("counting changes nothing").isEqualTo(2);
    assertThat(arrivals.arrived(WORKSPACE, ofSync)).isEqualTo(Map.of(sync, 2));
    assertThat(bench.count(destination, "delivered")).isEqualTo(2);
    assertThat(arrivals.arrived(WORKSPACE, ofSync)).isEmpty();
  }

  @Test
  void theTimeOfTheLastChangeChoosesDeliveries() {
    Instant between = row("bob@x.example").changedAt();
    Instant first = row("ann@x.example").changedAt();
    DeliveryFilter before = DeliveryFilterBuilder.builder(DeliveryFilter.ALL).until(first).build();
    DeliveryFilter since =
        DeliveryFilterBuilder.builder(DeliveryFilter.ALL)
            .from(first.isBefore(between) ? first : between)
            .build();
    assertThat(arrivals.count(WORKSPACE, since)).isEqualTo(Map.of(sync, 2));
    assertThat(queries.retryable(WORKSPACE, since)).isEqualTo(Map.of(sync, 2));
    assertThat(arrivals.count(WORKSPACE, before).getOrDefault(sync, 0)).isLessThan(2);
    assertThat(queries.retryable(WORKSPACE, before)).isEqualTo(arrivals.count(WORKSPACE, before));
  }

  @Test
  void aDryRunOfARetryCountsWhatTheRetryTakes() throws SQLException {
    Map<SyncId, Integer> counted = queries.retryable(WORKSPACE, DeliveryFilter.ALL);
    assertThat(counted).isEqualTo(Map.of(sync, 2));
    assertThat(bench.count(destination, "uncertain")).isEqualTo(2);
    assertThat(queries.retry(WORKSPACE, DeliveryFilter.ALL)).isEqualTo(counted);
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
  }

  private DeliveryRow row(String record) {
    List<DeliveryRow> rows =
        queries.list(WORKSPACE, DeliveryFilter.ALL, DeliveryOrder.CREATED, null, 10);
    return rows.stream().filter(row -> row.record().equals(record)).findFirst().orElseThrow();
  }
}
