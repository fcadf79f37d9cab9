package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.start.PendingDeliveries;
import dev.tributary.runtime.start.PendingWork.Pending;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PendingDeliveriesTest {
  @Test
  void eachDeliveryIsCountedOrItsDestinationIsListed() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId open = bench.destination();
      DestinationId paused = bench.destination();
      DestinationId failing = bench.destination();
      for (DestinationId destination : List.of(open, paused, failing)) {
        bench.eventSync(destination);
      }
      bench.apply(
          bench.updated(
              person(new ProfileId("prf_1"), 1, "a@example.org", "A"), event("evt_1", Map.of())));
      PendingDeliveries work = new PendingDeliveries(bench.worker);
      assertThat(work.pending(WORKSPACE)).isEqualTo(Pending.of(3));

      bench.pause(paused);
      bench.execute(
          "insert into destination_health (workspace, destination, failing) values ('%s', '%s', true)"
              .formatted(WORKSPACE, failing));
      assertThat(work.pending(WORKSPACE))
          .isEqualTo(new Pending(1, Stream.of(paused, failing).sorted().toList(), List.of()));

      bench.execute("update destination_health set failing = false");
      bench.resume(paused);
      assertThat(work.pending(WORKSPACE)).isEqualTo(Pending.of(3));
    }
  }

  @Test
  void aDeliveryOfAPausedOrStoppedSyncIsNotCountedAndItsSyncIsListed() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      SyncId paused = bench.eventSync(destination);
      SyncId stopped = bench.eventSync(destination);
      bench.apply(
          bench.updated(
              person(new ProfileId("prf_1"), 1, "a@example.org", "A"), event("evt_1", Map.of())));
      bench.pause(paused);
      bench.execute(
          "insert into pause (workspace, kind, id, reason) values ('%s', 'sync', '%s', 'settings')"
              .formatted(WORKSPACE, stopped));
      PendingDeliveries work = new PendingDeliveries(bench.worker);
      assertThat(work.pending(WORKSPACE))
          .isEqualTo(new Pending(1, List.of(), Stream.of(paused, stopped).sorted().toList()));

      bench.pause(destination);
      assertThat(work.pending(WORKSPACE))
          .isEqualTo(new Pending(0, List.of(destination), List.of()));

      bench.resume(destination);
      bench.execute(
          "update definition set deleted = true where id in ('%s', '%s')"
              .formatted(paused, stopped));
      assertThat(work.pending(WORKSPACE)).isEqualTo(Pending.of(1));
    }
  }
}
