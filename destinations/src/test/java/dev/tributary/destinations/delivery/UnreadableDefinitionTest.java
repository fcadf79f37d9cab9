package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.postgres.DestinationFacts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A definition that a newer version has written is left out, and nothing of it is lost. */
class UnreadableDefinitionTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String OTHER = "wsp_2";

  private final Bench bench = Bench.allowing(EffectClass.A);
  private DestinationId destination = new DestinationId("");
  private SyncId sync = new SyncId("");

  @BeforeEach
  void define() throws SQLException {
    destination = bench.destination();
    sync = bench.profileSync(destination);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  /** Of the other workspace: a kind of source, a shape, a connector and an object of the future. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "update definition set spec = jsonb_set(spec, '{from,kind}', '\"future\"')",
        "update definition set spec = jsonb_set(spec, '{mapping}', '5')",
        "update definition set spec = jsonb_set(spec, '{object}', '\"future\"')",
        "update definition set spec = jsonb_set(spec, '{connector}', '\"future\"')",
        "update definition set spec = jsonb_set(spec, '{purposes}', '5')"
      })
  void whatCannotBeReadStopsNoOtherWorkspace(String change) throws Exception {
    bench.copyDefinitionsTo(new WorkspaceId(OTHER));
    bench.execute(
        change
            + " where workspace = '%s' and kind = '%s'"
                .formatted(OTHER, ofDestinations(change) ? "destination" : "sync"));
    assertThat(bench.catalogue().sync(sync)).isPresent();
    assertThat(bench.catalogue().sync(new SyncId(sync + "_2"))).isEmpty();
    assertThat(bench.catalogue().cannotRead(new SyncId(sync + "_2"))).isTrue();
    DestinationFacts facts =
        new DestinationFacts(bench.worker, bench.catalogue::newest, Clock.systemUTC());
    assertThat(facts.facts(new WorkspaceId(OTHER)))
        .filteredOn(Fact.StoppedSync.class::isInstance)
        .extracting(fact -> ((Fact.StoppedSync) fact).sync())
        .containsExactly(new SyncId(sync + "_2"));
    List<WorkspaceFact> alone =
        Stream.of(new WorkspaceId(OTHER), Bench.WORKSPACE)
            .flatMap(each -> facts.facts(each).stream().map(fact -> new WorkspaceFact(each, fact)))
            .toList();
    assertThat(facts.facts(Set.of(new WorkspaceId(OTHER), Bench.WORKSPACE)))
        .containsExactlyInAnyOrderElementsOf(alone);
    bench.engine();
    bench.apply(bench.updated(Bench.person(new ProfileId("prf_1"), 1, "1@example.org", "Ann")));
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
  }

  private static boolean ofDestinations(String change) {
    return change.contains("{connector}") || change.contains("{purposes}");
  }

  @Test
  void whatWaitsForAnUnreadableSyncIsKeptAndDeliveredOnceItCanBeRead() throws Exception {
    SyncId events = bench.eventSync(destination);
    bench.apply(
        bench.updated(
            Bench.person(new ProfileId("prf_1"), 1, "1@example.org", "Ann"),
            Bench.event("evt_1", java.util.Map.of())));
    change("future");
    bench.catalogue();
    bench.engine();
    await()
        .atMost(BOUND)
        .untilAsserted(() ->
            assertThat(bench.text("select state from delivery where sync = '%s'".formatted(events)))
                .isEqualTo("delivered"));
    assertThat(state()).isEqualTo("pending");
    change("profiles");
    await().atMost(BOUND).untilAsserted(() -> assertThat(state()).isEqualTo("delivered"));
  }

  @Test
  void whatIsInFlightOfAnUnreadableSyncIsLeftToOthers() throws Exception {
    bench.apply(bench.updated(Bench.person(new ProfileId("prf_1"), 1, "1@example.org", "Ann")));
    assertThat(
            bench.deliveries.claim(
                bench.catalogue().destination(destination).orElseThrow(), 0, true))
        .isInstanceOf(WorkSearchResult.Taken.class);
    bench.change("update delivery set lease_until = lease_until - interval '1 hour'");
    change("future");
    assertThat(bench.deliveries.abandoned(bench.catalogue())).isEmpty();
    assertThat(state()).isEqualTo("in-flight");
    change("profiles");
    assertThat(bench.deliveries.abandoned(bench.catalogue())).hasSize(1);
  }

  /** The workspace may be restored, and its syncs with it. */
  @Test
  void whatIsInFlightInAHeldWorkspaceIsKept() throws Exception {
    bench.apply(bench.updated(Bench.person(new ProfileId("prf_1"), 1, "1@example.org", "Ann")));
    assertThat(
            bench.deliveries.claim(
                bench.catalogue().destination(destination).orElseThrow(), 0, true))
        .isInstanceOf(WorkSearchResult.Taken.class);
    bench.change("update delivery set lease_until = lease_until - interval '1 hour'");
    assertThat(bench.deliveries.abandoned(bench.catalogue().without(Bench.WORKSPACE::equals)))
        .isEmpty();
    assertThat(state()).isEqualTo("in-flight");
    assertThat(bench.deliveries.abandoned(bench.catalogue())).hasSize(1);
  }

  private void change(String kind) throws SQLException {
    bench.execute(
        """
        update definition set version = version + 1,
          spec = jsonb_set(spec, '{from,kind}', '"%s"') where id = '%s'\
        """
            .formatted(kind, sync));
  }

  private String state() throws SQLException {
    return bench.text("select state from delivery where sync = '%s'".formatted(sync));
  }
}
