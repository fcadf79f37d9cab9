package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.start.ReportingDeliveries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ReportingDeliveriesTest {
  private static final Duration BOUND = Duration.ofSeconds(90);

  private final List<Change> reported = new CopyOnWriteArrayList<>();

  private record Change(WorkspaceId workspace, ChangeSubject subject, List<String> ids) {}

  @Test
  void aDestinationThatDoesNotAnswerIsReportedAndSoIsItsRecovery() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      FakeDestination.Store store = bench.fake.store(destination);
      store.behaviour = (batch, item) -> new Outcome.Transient("HTTP 500", null);
      engine(bench);
      bench.apply(event(bench));
      String failing = "select count(*) from destination_health where failing";
      await().atMost(BOUND).until(() -> bench.number(failing) == 1);
      await().atMost(BOUND).until(() -> reported.contains(changed(destination)));
      int before = reported.size();
      store.behaviour = (batch, item) -> null;
      await().atMost(BOUND).until(() -> bench.number(failing) == 0);
      await().atMost(BOUND).until(() -> reported.size() > before);
      assertThat(reported).containsOnly(changed(destination));
    }
  }

  @Test
  void aDestinationThatRefusesTheCredentialsIsReported() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      bench.fake.store(destination).behaviour =
          (batch, item) -> new Outcome.Unauthorised("HTTP 401");
      engine(bench);
      bench.apply(event(bench));
      await().atMost(BOUND).until(() -> bench.number("select count(*) from pause") == 1);
      await().atMost(BOUND).until(() -> reported.contains(changed(destination)));
    }
  }

  @Test
  void aSyncThatIsMisconfiguredIsReported() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.eventSync(destination);
      bench.fake.store(destination).behaviour =
          (batch, item) -> new Outcome.Misconfigured("There is no list 7");
      engine(bench);
      bench.apply(event(bench));
      Change stopped = new Change(Bench.WORKSPACE, ChangeSubject.SYNCS, List.of(sync.value()));
      await().atMost(BOUND).until(() -> reported.contains(stopped));
    }
  }

  private static Message event(Bench bench) {
    return bench.updated(
        Bench.person(new ProfileId("prf_1"), 1L, "a@example.org", "Ann"),
        Bench.event("evt_1", Map.of()));
  }

  private void engine(Bench bench) {
    bench.engine(
        new ReportingDeliveries(
            bench.deliveries,
            (workspace, subject, ids) -> reported.add(new Change(workspace, subject, ids))));
  }

  private static Change changed(DestinationId destination) {
    return new Change(Bench.WORKSPACE, ChangeSubject.DESTINATIONS, List.of(destination.value()));
  }
}
