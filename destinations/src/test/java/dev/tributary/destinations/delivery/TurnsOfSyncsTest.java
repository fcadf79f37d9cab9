package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.sync.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsOfSyncsTest {

  @Test
  void theSyncsOfADestinationTakeTurns() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      SyncId large = bench.eventSync(id);
      SyncId small = bench.profileSync(id);
      bench.apply(
          IntStream.range(0, 400)
              .mapToObj(n ->
                  bench.updated(
                      person(new ProfileId("prf_" + n), 1, n + "@example.org", "Name"),
                      event("evt_" + n, Map.of())))
              .toArray(Message[]::new));
      bench.change(
          """
          update delivery set not_before = clock_timestamp() - case
            when sync = '%s' then interval '1 hour' else interval '1 minute' end\
          """
              .formatted(large));
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      List<SyncId> served = new ArrayList<>();
      for (int turn = 0; turn < 6; turn++) {
        WorkSearchResult found = bench.deliveries.claim(destination, turn, true);
        LeasedBatch batch = ((WorkSearchResult.Taken) found).batch();
        assertThat(batch.rows()).hasSize(100);
        served.add(batch.sync().id());
      }
      assertThat(served)
          .as("the sync with the older rows does not go before the other one")
          .containsExactly(large, small, large, small, large, small);
    }
  }
}
