package dev.tributary.destinations.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.runtime.http.Tickets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each fact that a plan follows from is compared, and named if it has changed. */
class DifferenceTest {
  private static final PlannedWorld WORLD =
      PlannedWorld.of(PlannedWorld.facts(4, 3, "account", "limits", 2), plan(1_240, 7));

  private static SyncPlan plan(long created, long digest) {
    TreeMap<LeftOut, Long> leftOut = new TreeMap<>();
    leftOut.put(LeftOut.consent("marketing"), 20L);
    leftOut.put(LeftOut.field("invalid", "phone"), 2L);
    leftOut.put(LeftOut.field("invalid", "name"), 1L);
    return new SyncPlan(
        true,
        1_263,
        new Effects(created, 0, 0, 0, 0),
        new Effects(created, 0, 0, 0, 0),
        leftOut,
        14,
        0,
        digest);
  }

  @Test
  void theSameWorldHasNoDifference() {
    assertThat(Difference.between(WORLD, stored(WORLD))).isEmpty();
    assertThat(WORLD.leftOut()).isEqualTo(Map.of("consent marketing", 20L, "invalid", 3L));
  }

  @Test
  void morePeopleAreSaidWithBothNumbers() {
    PlannedWorld now = PlannedWorldBuilder.builder(WORLD).people(1_575).build();
    assertThat(Difference.between(WORLD, now))
        .containsExactly(
            new Difference("people", "312 more people: 1575 now, 1263 in the plan"));
    assertThat(Difference.between(now, WORLD))
        .containsExactly(
            new Difference("people", "312 fewer people: 1263 now, 1575 in the plan"));
  }

  @Test
  void eachFactIsCompared() {
    assertThat(names(PlannedWorldBuilder.builder(WORLD).syncVersion(5))).isEqualTo("sync");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).destinationVersion(4)))
        .isEqualTo("destination");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).sourceVersion(9))).isEqualTo("source");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).account("other"))).isEqualTo("account");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).limits("other"))).isEqualTo("limits");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).records(new Effects(1_240, 1, 2, 0, 0))))
        .isEqualTo("updated removed");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).memberships(new Effects(9, 0, 0, 0, 0))))
        .isEqualTo("added-to-list");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).memberships(null)))
        .isEqualTo("added-to-list");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).leftOut(Map.of("invalid", 3L))))
        .isEqualTo("left-out");
  }

  @Test
  void theSameNumbersOfOtherRecordsAreADifference() {
    assertThat(names(PlannedWorldBuilder.builder(WORLD).digest(8))).isEqualTo("records");
    assertThat(names(PlannedWorldBuilder.builder(WORLD).complete(false))).isEqualTo("records");
  }

  @Test
  void aTicketIsForOneActionOneSyncAndOneDefinition() {
    PlanTicket ticket = new PlanTicket(Action.CHANGE, "syn_1", "draft", WORLD);
    assertThat(ticket.isFor(Action.CHANGE, "syn_1", "draft")).isTrue();
    assertThat(ticket.isFor(Action.RERUN, "syn_1", "draft")).isFalse();
    assertThat(ticket.isFor(Action.CHANGE, "syn_2", "draft")).isFalse();
    assertThat(ticket.isFor(Action.CHANGE, null, "draft")).isFalse();
    assertThat(ticket.isFor(Action.CHANGE, "syn_1", "other")).isFalse();
  }

  @Test
  void aTicketIsTheSameAfterItWasSealed() {
    WorkspaceId workspace = new WorkspaceId("wsp_1");
    Tickets tickets =
        new Tickets(
            "a secret of the installation".getBytes(StandardCharsets.UTF_8),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    PlanTicket ticket = new PlanTicket(Action.CREATE, null, "draft", WORLD);
    assertThat(
            tickets.read(workspace, tickets.issue(workspace, ticket), PlanTicket.class, "/plan"))
        .isEqualTo(ticket);
  }

  private static PlannedWorld stored(PlannedWorld world) {
    return Json.read(Json.write(world), PlannedWorld.class);
  }

  private static String names(PlannedWorldBuilder now) {
    return String.join(
        " ", Difference.between(WORLD, now.build()).stream().map(Difference::what).toList());
  }
}
