package dev.tributary.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.RefusalCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

  /** Equal refusals within this are one entry. */
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final List<GatewayReport> accepted = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private volatile boolean away;
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final RefusalCounts refusals = new RefusalCounts(new Ids(clock, new Random(7)), clock);
  private final Reports reports = new Reports(this::accepts, refusals::due, refusals::all, clock);

  private boolean accepts(GatewayReport report) {
    if (!away) {
      accepted.add(report);
    }
    return !away;
  }

  @AfterEach
  void close() {
    reports.close();
  }

  @Test
  void anEntryIsSentOnce() {
    reports.start();
    reports.add(entry("ade_1"));
    await().until(() -> ids().equals(List.of("ade_1")));
    reports.add(entry("ade_2"));
    await().until(() -> ids().equals(List.of("ade_1", "ade_2")));
  }

  @Test
  void whatTheControlPlaneDidNotAcceptIsSentAgainInItsOrder() {
    away = true;
    reports.start();
    reports.add(entry("ade_1"));
    reports.add(entry("ade_2"));
    away = false;
    await().atMost(Duration.ofSeconds(10)).until(() -> ids().equals(List.of("ade_1", "ade_2")));
  }

  @Test
  void whileTheControlPlaneIsAwayTheNewestAreKept() {
    away = true;
    for (int i = 0; i < Reports.HELD + 5; i++) {
      reports.add(entry("ade_" + i));
    }
    away = false;
    reports.start();
    await().atMost(Duration.ofSeconds(10)).until(() -> ids().size() == Reports.HELD);
    assertThat(ids().getFirst()).isEqualTo("ade_5");
  }

  @Test
  void aCountedEntryIsSentWhenItIsDueAndAgainWithItsLastCount() {
    reports.start();
    refuse(1);
    await().until(() -> counts().equals(List.of(1)));
    refuse(6);
    now.set(NOW.plus(WINDOW));
    await().until(() -> counts().equals(List.of(1, 7)));
  }

  @Test
  void aLastCountThatWaitsBehindAFullReportIsSent() {
    reports.add(entry("ade_0", 1));
    for (int i = 1; i < Reports.BATCH; i++) {
      reports.add(entry("ade_" + i));
    }
    reports.add(entry("ade_0", 7));
    reports.start();
    await().until(() -> times("ade_0").equals(List.of(1, 7)));
  }

  @Test
  void refusalsAfterTheFirstEntryAreSentBeforeTheGatewayEnds() {
    reports.start();
    refuse(1);
    await().until(() -> counts().equals(List.of(1)));
    refuse(6);
    reports.close();
    assertThat(counts()).startsWith(1).contains(7);
  }

  @Test
  void theUsesOfAClientWithinAMinuteAreOne() {
    reports.start();
    reports.used("shop.importer");
    await().until(() -> accepted.size() == 1);
    now.set(NOW.plusSeconds(59));
    reports.used("shop.importer");
    now.set(NOW.plusSeconds(61));
    reports.used("shop.importer");
    await().until(() -> accepted.size() == 2);
    assertThat(accepted)
        .extracting(report -> report.clientUses().get("shop.importer"))
        .containsExactly(NOW, NOW.plusSeconds(61));
  }

  @Test
  void whatIsHeldIsSentBeforeTheGatewayEnds() {
    away = true;
    reports.start();
    reports.add(entry("ade_1"));
    away = false;
    reports.close();
    assertThat(ids()).contains("ade_1");
  }

  private List<String> ids() {
    return accepted.stream()
        .flatMap(report -> report.entries().stream())
        .map(AdministrationEntry::id)
        .toList();
  }

  private List<Integer> times(String id) {
    return times(entry -> entry.id().equals(id));
  }

  /** The counts of refusals, in the order in which they were sent. */
  private List<Integer> counts() {
    return times(entry -> entry.result().outcome() == Outcome.REFUSED);
  }

  private List<Integer> times(Predicate<AdministrationEntry> which) {
    return accepted.stream()
        .flatMap(report -> report.entries().stream())
        .filter(which)
        .map(entry -> entry.result().times())
        .toList();
  }

  private void refuse(int times) {
    for (int i = 0; i < times; i++) {
      refusals.add(
          new WorkspaceId("wsp_1"),
          new Actor("sub", "ada", Actor.Kind.PERSON),
          new Act("deleteSource", "source", "src_1", null),
          403,
          new Origin("api-gateway", "", null));
    }
  }

  private static AdministrationEntry entry(String id) {
    return entry(id, 1);
  }

  private static AdministrationEntry entry(String id, int times) {
    return new AdministrationEntry(
        id,
        new WorkspaceId("wsp_1"),
        NOW,
        new Actor("sub", "ada", Actor.Kind.PERSON),
        new Act("signIn", null, null, null),
        new Result(Outcome.DONE, null, times),
        new Origin("api-gateway", "", null),
        List.of());
  }
}
