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
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void liveGoesFirstAndBackfillKeepsAFifth() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.eventSync(id);
      for (int i = 0; i < 20; i++) {
        int from = i * 100;
        bench.apply(
            IntStream.range(from, from + 100)
                .mapToObj(n ->
                    bench.updated(
                        person(new ProfileId("prf_" + n), 1, n + "@example.org", "Name"),
                        event("evt_" + n, Map.of())))
                .toArray(Message[]::new));
      }
      bench.change("update delivery set lane = 2 where record_key ~ '^evt_[0-9]*[02468]/'");
      Map<Priority, Integer> claimed = new EnumMap<>(Priority.class);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      for (int turn = 0; turn < 10; turn++) {
        Optional<Priority> lane =
            bench.deliveries.mostUrgent(destination, turn, true, RowLimit.NONE);
        WorkSearchResult look = bench.deliveries.claim(destination, turn, true);
        LeasedBatch batch = ((WorkSearchResult.Taken) look).batch();
        assertThat(lane).contains(batch.rows().getFirst().lane());
        claimed.merge(batch.rows().getFirst().lane(), batch.rows().size(), Integer::sum);
      }
      assertThat(claimed).containsEntry(Priority.LIVE, 800).containsEntry(Priority.BACKFILL, 200);
    }
  }

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

  @Test
  void theRowsOfAPausedSyncAreNotUrgent() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      SyncId paused = bench.profileSync(id);
      bench.eventSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      await()
          .until(
              () -> bench.deliveries.mostUrgent(destination, 0, true, RowLimit.NONE).isPresent());
      bench.deliveries.pause(Bench.WORKSPACE, new PauseTarget.OfSync(paused), "asked", "");
      assertThat(bench.deliveries.mostUrgent(destination, 0, true, RowLimit.NONE)).isEmpty();
      bench.apply(ordered(bench, "1"));
      bench.change("update delivery set lane = 2 where record_key ~ '^evt_'");
      await()
          .untilAsserted(() ->
              assertThat(bench.deliveries.mostUrgent(destination, 0, true, RowLimit.NONE))
                  .as("backfill of the other sync is no live record")
                  .contains(Priority.BACKFILL));
    }
  }

  @Test
  void aQuestionAboutAJobIsUrgentWhileAnotherSyncIsPaused() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      SyncId paused = bench.eventSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      bench.deliveries.pause(Bench.WORKSPACE, new PauseTarget.OfSync(paused), "asked", "");
      bench.change(
          "update delivery set state = 'submitted', job = 'job-1', job_item = 0, sent_sync = sync,"
              + " submitted_at = now(), not_before = now() - interval '1 second'");
      await()
          .untilAsserted(() ->
              assertThat(bench.deliveries.mostUrgent(destination, 0, true, RowLimit.NONE))
                  .isPresent());
    }
  }

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
