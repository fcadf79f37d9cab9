package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vendor that recognises the key of an event for two hours, in virtual time. */
class RepetitionWindowTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration WINDOW = Duration.ofHours(2);
  private static final DesiredRecord.Origin ORIGIN =
      new DesiredRecord.Origin("evt_0", Instant.EPOCH, "test");

  private final MovedClock clock =
      new MovedClock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
  private final FakeDestination fake = new FakeDestination(EffectClass.B);
  private final InMemoryBench bench = new InMemoryBench(fake, clock);
  private DeliveryEngine engine;

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void anEventWithoutAnAnswerIsRepeatedWithinTheWindow() {
    FakeDestination.Store store = unanswered("{}");
    clock.move(WINDOW.minus(Duration.ofMinutes(1)));
    reaches(State.DELIVERED);
    assertThat(store.requests).hasSize(2);
  }

  @Test
  void anEventWithoutAnAnswerIsUncertainAfterTheWindowAndIsNotSent() {
    FakeDestination.Store store = unanswered("{}");
    clock.move(WINDOW);
    reaches(State.UNCERTAIN);
    assertThat(store.requests).hasSize(1);
    assertThat(bench.ledger.reason(row().id())).isEqualTo(AttemptReport.NO_ANSWER);
    assertThat(sync().repeatable()).as("a new run does not send it again").isFalse();
  }

  @Test
  void aDestinationWithAtLeastOnceRepeatsTheEventAfterTheWindow() {
    FakeDestination.Store store = unanswered("{\"delivery\": \"at-least-once\"}");
    clock.move(WINDOW.plus(Duration.ofHours(1)));
    reaches(State.DELIVERED);
    assertThat(store.requests).hasSize(2);
    assertThat(sync().repeatable()).isTrue();
  }

  @Test
  void aRecordThatIsSearchedForFirstIsRepeatedAfterTheWindow() {
    fake.searching = true;
    FakeDestination.Store store = unanswered("{}");
    clock.move(WINDOW.plus(Duration.ofHours(1)));
    reaches(State.DELIVERED);
    assertThat(store.requests).hasSize(2);
  }

  /** A failure that the vendor has answered had no effect. */
  @Test
  void anEventWhoseAttemptHasFailedIsRepeatedAfterTheWindow() {
    FakeDestination.Store store = failed("{}", new Outcome.Transient("HTTP 503", null));
    clock.move(WINDOW.plus(Duration.ofHours(1)));
    reaches(State.DELIVERED);
    assertThat(store.requests).hasSize(2);
  }

  private FakeDestination.Store unanswered(String settings) {
    return failed(settings, new Outcome.Ambiguous("The connection was cut"));
  }

  /** A destination that takes everything from now on, after one attempt with this outcome. */
  private FakeDestination.Store failed(String settings, Outcome outcome) {
    fake.declaring =
        object ->
            ManifestObjectTypeBuilder.builder(object)
                .deduplication(new Deduplication(Deduplication.Form.UUID, null, WINDOW))
                .build();
    DestinationSpec spec =
        new DestinationSpec(
            FakeDestination.ID,
            Json.read(settings.getBytes(StandardCharsets.UTF_8), ObjectNode.class),
            Map.of(),
            List.of(Bench.PURPOSE),
            null,
            null);
    SyncId sync =
        bench.sync(
            new SyncSpec(
                bench.destination(spec),
                new SyncSource.Events(List.of()),
                "events",
                null,
                List.of(),
                Mode.APPEND,
                Json.MAPPER.createObjectNode(),
                null));
    Catalogue.Sync events = bench.catalogue().sync(sync).orElseThrow();
    FakeDestination.Store store = fake.store(events.destination().id());
    store.behaviour = (batch, item) -> outcome;
    RecordKey key =
        new RecordKey(
            Bench.WORKSPACE, events.destination().id(), events.space(), "evt_1/" + events.id());
    bench.append(
        List.of(
            new EventDelivery(
                key,
                "Order Completed",
                events.id(),
                "events",
                DeliveryStoreContract.TestLedger.PEOPLE.getFirst(),
                Content.json(events.id(), Map.of("total", 1), List.of()),
                null,
                ORIGIN)),
        Priority.LIVE);
    engine = bench.engine(bench.ledger, clock);
    reaches(State.RETRYING);
    store.behaviour = (batch, item) -> null;
    return store;
  }

  private Catalogue.Sync sync() {
    return bench.catalogue().syncs().values().iterator().next();
  }

  private Delivery row() {
    return bench.ledger.deliveries().getFirst();
  }

  private void reaches(State state) {
    await()
        .atMost(BOUND)
        .until(() -> {
          engine.wake(sync().destination().id());
          return !bench.ledger.deliveries().isEmpty() && row().state() == state;
        });
  }
}
