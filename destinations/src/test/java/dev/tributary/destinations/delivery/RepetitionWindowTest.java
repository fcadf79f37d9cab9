package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
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
    Catalogue.Sync events =
        bench.events(
            Json.read(settings.getBytes(StandardCharsets.UTF_8), ObjectNode.class), Map.of());
    FakeDestination.Store store = fake.store(events.destination().id());
    store.behaviour = (batch, item) -> outcome;
    bench.append(List.of(InMemoryBench.event(events, "evt_1/" + events.id())), Priority.LIVE);
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
