package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A search begins at the oldest row of the last one, and now and then at the very beginning. */
class ScanStartTest {

  @Test
  void whatIsDueSinceLongAgoIsTakenAlthoughNewerRowsWereSeen() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.eventSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      bench.apply(ordered(bench, "new"));
      assertThat(bench.deliveries.claim(destination, 0, true))
          .isInstanceOf(WorkSearchResult.Taken.class);

      bench.apply(ordered(bench, "late"));
      bench.change(
          "update delivery set not_before = clock_timestamp() - interval '1 hour'"
              + " where record_key ~ '^evt_late/'");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> bench.deliveries.claim(destination, 0, true) instanceof WorkSearchResult.Taken);
    }
  }

  private static Message ordered(Bench bench, String name) {
    return bench.updated(
        person(new ProfileId("prf_" + name), 1, name + "@example.org", "Name"),
        event("evt_" + name, Map.of()));
  }
}
