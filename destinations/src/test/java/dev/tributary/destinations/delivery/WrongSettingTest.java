package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reason of a paused sync names the setting that the vendor refuses. */
class WrongSettingTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @ParameterizedTest
  @CsvSource({
    "list, “List” of the sync: No such list",
    "audience, “Audience ID” of the destination: No such list",
    "unknown, No such list",
    ", No such list"
  })
  void theReasonHasTheLabelOfTheSetting(@Nullable String setting, String reason) {
    MovedClock clock =
        new MovedClock(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC));
    FakeDestination fake = new FakeDestination(EffectClass.B);
    fake.settings = List.of(Setting.required("audience", "Audience ID", "Of the account"));
    fake.declaring =
        object ->
            ManifestObjectTypeBuilder.builder(object)
                .settings(List.of(Setting.required("list", "List", "Of the account")))
                .build();
    InMemoryBench bench = new InMemoryBench(fake, clock);
    Catalogue.Sync sync = bench.events(Json.MAPPER.createObjectNode(), Map.of());
    fake.store(sync.destination().id()).behaviour =
        (batch, item) -> new Outcome.Misconfigured(setting, "No such list");
    CompletableFuture<String> paused = new CompletableFuture<>();
    DeliveryStore store =
        new ForwardingDeliveryStore(bench.ledger) {
          @Override
          public void pause(Catalogue.Sync stopped, String cause, String text) throws StoreFailure {
            super.pause(stopped, cause, text);
            paused.complete(stopped.id() + " " + cause + " " + text);
          }
        };

    try (DeliveryEngine engine = bench.engine(store, clock)) {
      bench.append(List.of(InMemoryBench.event(sync, "evt_1/" + sync.id())), Priority.LIVE);
      await()
          .atMost(BOUND)
          .until(() -> {
            engine.wake(sync.destination().id());
            return paused.isDone();
          });
    }

    assertThat(paused.join()).isEqualTo(sync.id() + " misconfigured " + reason);
  }
}
