package dev.tributary.gateway.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");

  private final List<GatewayReport> accepted = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private volatile boolean away;
  private final Reports reports = new Reports(this::accepts, now::get);

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

  private static AdministrationEntry entry(String id) {
    return new AdministrationEntry(
        id,
        new WorkspaceId("wsp_1"),
        NOW,
        new Actor("sub", "ada", Actor.Kind.PERSON),
        new Act("signIn", null, null, null),
        new Result(Outcome.DONE, null, 1),
        new Origin("api-gateway", "", null),
        List.of());
  }
}
