package dev.tributary.destinations.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.plan.Difference.Members;
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
  private static final SyncId SYNC = new SyncId("syn_1");

  private static final PlanBasis BASIS =
      PlanBasis.of(PlanBasis.facts(4, 3, "account", "limits", 2), plan(1_240, 7));

  private static SyncPlan plan(long created, long digest) {
    TreeMap<LeftOut, Long> leftOut = new TreeMap<>();
    leftOut.put(LeftOut.consent("marketing"), 20L);
    leftOut.put(LeftOut.field("invalid", "phone"), 2L);
    leftOut.put(LeftOut.field("invalid", "name"), 1L);
    return SyncPlanBuilder.builder()
        .complete(true)
        .people(1_263)
        .records(new Effects(created, 0, 0, 0, 0))
        .memberships(new Effects(created, 0, 0, 0, 0))
        .leftOut(leftOut)
        .items(2 * created)
        .requests(14)
        .fields(0)
        .digest(digest)
        .build();
  }

  @Test
  void theSameFactsHaveNoDifference() {
    assertThat(Difference.between(BASIS, stored(BASIS), Members.PEOPLE)).isEmpty();
    assertThat(BASIS.leftOut())
        .isEqualTo(Map.of("consent marketing", 20L, "invalid phone", 2L, "invalid name", 1L));
  }

  @Test
  void morePeopleAreSaidWithBothNumbers() {
    PlanBasis now = PlanBasisBuilder.builder(BASIS).people(1_575).build();
    assertThat(Difference.between(BASIS, now, Members.PEOPLE))
        .containsExactly(new Difference("people", "312 more people: 1575 now, 1263 in the plan"));
    assertThat(Difference.between(now, BASIS, Members.PEOPLE))
        .containsExactly(new Difference("people", "312 fewer people: 1263 now, 1575 in the plan"));
    PlanBasis one = PlanBasisBuilder.builder(BASIS).people(1_264).build();
    assertThat(Difference.between(BASIS, one, Members.PEOPLE))
        .containsExactly(new Difference("people", "1 more person: 1264 now, 1263 in the plan"));
    assertThat(Difference.between(BASIS, now, Members.ROWS))
        .containsExactly(new Difference("people", "312 more rows: 1575 now, 1263 in the plan"));
  }

  @Test
  void eachFactIsCompared() {
    assertThat(names(PlanBasisBuilder.builder(BASIS).syncVersion(5))).isEqualTo("sync");
    assertThat(names(PlanBasisBuilder.builder(BASIS).destinationVersion(4)))
        .isEqualTo("destination");
    assertThat(names(PlanBasisBuilder.builder(BASIS).sourceVersion(9))).isEqualTo("source");
    assertThat(names(PlanBasisBuilder.builder(BASIS).account("other"))).isEqualTo("account");
    assertThat(names(PlanBasisBuilder.builder(BASIS).limits("other"))).isEqualTo("limits");
    assertThat(names(PlanBasisBuilder.builder(BASIS).records(new Effects(1_240, 1, 2, 0, 0))))
        .isEqualTo("updated removed");
    assertThat(names(PlanBasisBuilder.builder(BASIS).memberships(new Effects(9, 0, 0, 0, 0))))
        .isEqualTo("added-to-list");
    assertThat(names(PlanBasisBuilder.builder(BASIS).memberships(null))).isEqualTo("added-to-list");
    assertThat(names(PlanBasisBuilder.builder(BASIS).leftOut(Map.of("invalid name", 3L))))
        .isEqualTo("left-out left-out left-out");
  }

  @Test
  void theSameNumbersOfOtherRecordsAreADifference() {
    assertThat(names(PlanBasisBuilder.builder(BASIS).digest(8))).isEqualTo("records");
    assertThat(names(PlanBasisBuilder.builder(BASIS).complete(false))).isEqualTo("complete");
  }

  @Test
  void aTicketIsForOneActionOneSyncAndOneDefinition() {
    PlanTicket ticket = new PlanTicket(Action.CHANGE, SYNC, "draft", BASIS, null);
    assertThat(ticket.isFor(Action.CHANGE, SYNC, "draft")).isTrue();
    assertThat(ticket.isFor(Action.RERUN, SYNC, "draft")).isFalse();
    assertThat(ticket.isFor(Action.CHANGE, new SyncId("syn_2"), "draft")).isFalse();
    assertThat(ticket.isFor(Action.CHANGE, null, "draft")).isFalse();
    assertThat(ticket.isFor(Action.CHANGE, SYNC, "other")).isFalse();
  }

  @Test
  void aTicketIsTheSameAfterItWasSealed() {
    WorkspaceId workspace = new WorkspaceId("wsp_1");
    Tickets tickets =
        new Tickets(
            "a secret of the installation".getBytes(StandardCharsets.UTF_8),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    PlanTicket ticket = new PlanTicket(Action.CREATE, null, "draft", BASIS, Instant.EPOCH);
    assertThat(tickets.read(workspace, tickets.issue(workspace, ticket), PlanTicket.class, "/plan"))
        .isEqualTo(ticket);
  }

  private static PlanBasis stored(PlanBasis basis) {
    return Json.read(Json.write(basis), PlanBasis.class);
  }

  private static String names(PlanBasisBuilder now) {
    return String.join(
        " ",
        Difference.between(BASIS, now.build(), Members.PEOPLE).stream()
            .map(Difference::what)
            .toList());
  }
}
