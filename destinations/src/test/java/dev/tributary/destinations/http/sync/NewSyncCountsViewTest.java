package dev.tributary.destinations.http.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.account.AccountName;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.funnel.Funnel;
import dev.tributary.destinations.funnel.FunnelStop;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The rounded counts of a new sync. */
class NewSyncCountsViewTest {
  private static final CountNoise NOISE = new CountNoise(new KeyHash(new byte[16]));

  @Test
  void aReasonHasTheSameRoundedNumberAsInTheFunnelOfTheSync() {
    for (int i = 0; i < 50; i++) {
      Funnel funnel = funnel(12_345 + 100 * i, Map.of(FunnelStop.SHARED, 4_321L), 1_000);
      String people = "aud_" + i;
      long inFunnel =
          FunnelView.of(new SyncId("syn_1"), funnel)
              .rounded(NOISE.group("wsp_1", people))
              .steps()
              .stream()
              .flatMap(step -> step.stops().stream())
              .filter(stop -> stop.code().equals("shared"))
              .findFirst()
              .orElseThrow()
              .count();
      assertThat(
              NewSyncCountsView.of(Mode.UPSERT, funnel)
                  .rounded(NOISE.group("wsp_1", people))
                  .notSent())
          .extracting(NewSyncCountsView.NotSentView::count)
          .containsExactly(inFunnel);
    }
  }

  @Test
  void noNumberIsLargerThanTheNumberOfAllPeople() {
    for (int i = 0; i < 500; i++) {
      NewSyncCountsView created =
          NewSyncCountsView.of(Mode.UPSERT, funnel(130, Map.of(), 130))
              .rounded(NOISE.group("wsp_1", "aud_" + i));
      assertThat(created.created()).isLessThanOrEqualTo(created.people());
      NewSyncCountsView updated =
          NewSyncCountsView.of(Mode.UPSERT, funnel(130, Map.of(), 0))
              .rounded(NOISE.group("wsp_1", "aud_" + i));
      assertThat(updated.updated()).isLessThanOrEqualTo(updated.people());
    }
  }

  @Test
  void theLimitThatNeedsTheMostTimeDecides() {
    NewSyncCountsView counts = NewSyncCountsView.of(Mode.UPSERT, funnel(1_234, Map.of(), 1_234));
    AccountBudgets limits = budgets(Budget.requests(190, 10), Budget.requests(60, 60));
    NewSyncCountsView planned = counts.with(OptionalLong.of(1_234), limits);
    assertThat(planned.requests()).isEqualTo(1_234);
    assertThat(planned.shortestSeconds()).isEqualTo(1_234);
    assertThat(counts.with(OptionalLong.of(1_234), budgets()).shortestSeconds()).isNull();
    assertThat(counts.with(OptionalLong.empty(), limits)).isEqualTo(counts);
    assertThat(counts.with(OptionalLong.of(0), limits)).isEqualTo(counts);
  }

  @Test
  void roundedCountsHaveRoundedRequests() {
    NewSyncCountsView rounded =
        NewSyncCountsView.of(Mode.UPSERT, funnel(1_234, Map.of(), 1_234))
            .rounded(NOISE.group("wsp_1", "aud_1"));
    assertThat(rounded.with(OptionalLong.of(1_234), budgets()).requests()).isEqualTo(1_300);
    assertThat(rounded.with(OptionalLong.of(99), budgets()).requests()).isEqualTo(99);
  }

  private static AccountBudgets budgets(Budget... budgets) {
    return new AccountBudgets(AccountName.of(""), List.of(budgets), 0, 100);
  }

  @Test
  void theModeDecidesWhatBecomesOfThePeopleWhoAreSent() {
    FunnelStop pending = FunnelStop.of(State.PENDING);
    // Of 100 people, 10 share a record, 60 have none yet, 20 wait, and the others are done.
    Funnel funnel = funnel(100, Map.of(FunnelStop.SHARED, 10L, pending, 80L), 60);
    for (Mode mode : List.of(Mode.UPSERT, Mode.MIRROR)) {
      assertThat(effects(NewSyncCountsView.of(mode, funnel))).containsExactly(60L, 30L, 0L);
    }
    assertThat(effects(NewSyncCountsView.of(Mode.UPDATE_ONLY, funnel)))
        .as("nothing is created")
        .containsExactly(0L, 90L, 0L);
    NewSyncCountsView creating = NewSyncCountsView.of(Mode.CREATE_ONLY, funnel);
    assertThat(effects(creating)).as("nothing is changed").containsExactly(80L, 0L, 0L);
    assertThat(creating.notSent())
        .containsExactly(
            new NewSyncCountsView.NotSentView("exists", null, 10),
            new NewSyncCountsView.NotSentView("shared", null, 10));
    NewSyncCountsView deleting = NewSyncCountsView.of(Mode.DELETE, funnel);
    assertThat(effects(deleting)).as("only deletions").containsExactly(0L, 0L, 80L);
    assertThat(deleting.records()).isEqualTo(80);
    assertThat(deleting.notSent())
        .extracting(NewSyncCountsView.NotSentView::code)
        .containsExactly("absent", "shared");
  }

  @Test
  void aSyncThatOnlyCreatesCreatesWhatWasNeverDelivered() {
    for (State state : List.of(State.PENDING, State.WITHHELD, State.REJECTED, State.DEAD)) {
      NewSyncCountsView creating =
          NewSyncCountsView.of(
              Mode.CREATE_ONLY, funnel(100, Map.of(FunnelStop.of(state), 100L), 0));
      assertThat(effects(creating)).as("%s", state).containsExactly(100L, 0L, 0L);
      assertThat(creating.notSent()).isEmpty();
    }
    for (State state : List.of(State.IN_FLIGHT, State.SUBMITTED)) {
      NewSyncCountsView creating =
          NewSyncCountsView.of(
              Mode.CREATE_ONLY,
              funnel(
                  100, Map.of(FunnelStop.of(state), 30L, FunnelStop.of(State.PENDING), 50L), 50));
      assertThat(effects(creating)).as("%s", state).containsExactly(50L, 0L, 0L);
      assertThat(creating.notSent())
          .containsExactly(new NewSyncCountsView.NotSentView("exists", null, 50));
    }
  }

  @Test
  void aRemovalThatTheDestinationHasReceivedIsNotReportedAsDone() {
    Funnel funnel = new Funnel(Instant.EPOCH, true, 100, Map.of(), 70, 0);
    NewSyncCountsView deleting = NewSyncCountsView.of(Mode.DELETE, funnel);
    assertThat(deleting.deleted()).isZero();
    assertThat(deleting.notSent())
        .containsExactly(
            new NewSyncCountsView.NotSentView("received", null, 70),
            new NewSyncCountsView.NotSentView("absent", null, 30));
  }

  private static List<Long> effects(NewSyncCountsView counts) {
    return List.of(counts.created(), counts.updated(), counts.deleted());
  }

  private static Funnel funnel(long people, Map<FunnelStop, Long> stops, long unrecorded) {
    return new Funnel(Instant.EPOCH, true, people, stops, 0, unrecorded);
  }
}
