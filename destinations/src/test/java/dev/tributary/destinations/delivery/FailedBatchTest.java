package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches for which the code of the service fails, before the connector has them. */
class FailedBatchTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** More than an engine sends at once. */
  private static final int EVENTS = 300;

  private static final int PER_REQUEST = 3;

  private final MovedClock clock =
      new MovedClock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
  private final FakeDestination fake = new FakeDestination(EffectClass.B);
  private final InMemoryBench bench = new InMemoryBench(fake, clock);
  private Catalogue.Sync sync;
  private DeliveryEngine engine;

  @BeforeEach
  void start() {
    fake.declaring = FakeDestination.batches(PER_REQUEST);
    sync = bench.events(Json.MAPPER.createObjectNode(), Map.of("token", "secret"));
    engine = bench.engine(bench.ledger, clock);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aDeliveryThatCannotBeReadIsRejectedAndTheOthersOfItsBatchAreSent() {
    append(key("evt_1/" + sync.id()), key("evt_2"), key("evt_3/" + sync.id()));

    reaches(key("evt_1/" + sync.id()), State.DELIVERED);
    reaches(key("evt_3/" + sync.id()), State.DELIVERED);
    reaches(key("evt_2"), State.REJECTED);
    assertThat(fake.store(sync.destination().id()).records).hasSize(2);
  }

  /** Otherwise it would be in flight until its lease ends, and again, without an end. */
  @Test
  void aFailureBeforeTheRequestIsAnAttemptWithoutAnAnswer() {
    RecordKey first = key("evt_1/" + sync.id());
    append(first);
    reaches(first, State.DELIVERED);
    Targets.SecretOpener secrets = bench.secrets;
    bench.secrets =
        (workspace, to, name, origin, sealed) -> {
          throw new IllegalStateException("The key service does not answer");
        };
    RecordKey second = key("evt_2/" + sync.id());
    append(second);

    reaches(second, State.RETRYING);
    assertThat(bench.ledger.reason(row(second).id())).isEqualTo(AttemptReport.NO_ANSWER);

    bench.secrets = secrets;
    clock.move(Duration.ofHours(1));
    reaches(second, State.DELIVERED);
  }

  /** The clock stands still, so that a pause does not end. */
  @Test
  void aDestinationPausesWhileItsOutcomesCannotBeRecorded() {
    engine.close();
    engine =
        bench.engine(
            new ForwardingDeliveryStore(bench.ledger) {
              @Override
              public boolean report(List<Reported> batches) {
                throw new IllegalStateException("The report is wrong");
              }
            },
            clock);
    append(
        IntStream.range(0, EVENTS)
            .mapToObj(i -> key("evt_%d/%s".formatted(i, sync.id())))
            .toArray(RecordKey[]::new));

    FakeDestination.Store store = fake.store(sync.destination().id());
    await()
        .atMost(BOUND)
        .until(() -> {
          engine.wake(sync.destination().id());
          return !store.requests.isEmpty();
        });
    await()
        .during(Duration.ofSeconds(1))
        .atMost(BOUND)
        .until(() -> {
          engine.wake(sync.destination().id());
          return store.requests.size() < EVENTS / PER_REQUEST;
        });
  }

  private RecordKey key(String value) {
    return new RecordKey(Bench.WORKSPACE, sync.destination().id(), sync.space(), value);
  }

  private void append(RecordKey... keys) {
    bench.append(
        Stream.of(keys).map(key -> InMemoryBench.event(sync, key.value())).toList(), Priority.LIVE);
  }

  private Delivery row(RecordKey key) {
    Delivery row = bench.find(key);
    assertThat(row).as("%s", key).isNotNull();
    return row;
  }

  private void reaches(RecordKey key, State state) {
    await()
        .atMost(BOUND)
        .until(() -> {
          engine.wake(sync.destination().id());
          return row(key).state() == state;
        });
  }
}
