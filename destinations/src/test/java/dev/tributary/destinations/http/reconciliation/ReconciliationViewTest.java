package dev.tributary.destinations.http.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.reconciliation.Reconciliation;
import dev.tributary.destinations.reconciliation.ReconciliationBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconciliationViewTest {
  private static final Reconciliation RUN =
      ReconciliationBuilder.builder()
          .id("run_1")
          .state(Reconciliation.State.DONE)
          .compared(128)
          .skipped(128)
          .listed(128)
          .foreign(128)
          .foreignExamples(List.of("s•••"))
          .arrived(128)
          .same(128L)
          .missing(128L)
          .different(128L)
          .renamed(128L)
          .returned(128)
          .repairable(true)
          .words("ann@x.example is no number")
          .startedAt(Instant.EPOCH)
          .endedAt(null)
          .repairedAt(null)
          .repaired(128L)
          .build();

  @Test
  void everyNumberIsRoundedForACallerWhoMayNotSeeTheMembers() {
    ReconciliationView view =
        ReconciliationView.of(RUN, number -> 130, some -> List.of(130L, 0L, 10L, 0L), false, null);
    assertThat(view.approximate()).isTrue();
    assertThat(
            List.of(
                view.skipped(),
                view.listed(),
                view.foreign(),
                view.arrived(),
                view.returned(),
                view.same(),
                view.repaired()))
        .containsOnly(130L);
    assertThat(view.compared()).as("the sum of its parts").isEqualTo(140);
    assertThat(view.held()).as("the exact numbers are held").isFalse();
    assertThat(view.toString()).doesNotContain("128").doesNotContain("s•••");
  }

  @Test
  void theVendorsWordsNeedTheRightToPersonalData() {
    assertThat(ReconciliationView.of(RUN, null, null, false, null).words()).isNull();
    assertThat(ReconciliationView.of(RUN, null, null, true, null).words()).isEqualTo(RUN.words());
    assertThat(ReconciliationView.of(RUN, null, null, false, null).missing()).isEqualTo(128);
  }
}
