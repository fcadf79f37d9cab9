package dev.tributary.destinations.http.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.definitions.DefinitionVersion;
import dev.tributary.destinations.reconciliation.Reconciliation;
import dev.tributary.destinations.reconciliation.ReconciliationBuilder;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
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

  /** The exact numbers are 22 of 200. */
  @Test
  void aRepairNeedsTheConsentThatTheCallerSees() {
    Reconciliation run =
        ReconciliationBuilder.builder(RUN)
            .compared(200)
            .same(178L)
            .missing(22L)
            .different(0L)
            .build();
    ReconciliationView exact = ReconciliationView.of(run, null, null, true, null);
    ReconciliationView fewer =
        ReconciliationView.of(
            run, number -> number, some -> List.of(180L, 20L, 0L, 0L), false, null);
    ReconciliationView more =
        ReconciliationView.of(
            run, number -> number, some -> List.of(180L, 30L, 0L, 0L), false, null);
    assertThat(fewer.held()).isFalse();
    assertThatCode(() -> ReconciliationResource.requireConsent(fewer, false))
        .doesNotThrowAnyException();
    for (ReconciliationView held : List.of(exact, more)) {
      assertThat(held.held()).isTrue();
      assertThatThrownBy(() -> ReconciliationResource.requireConsent(held, false))
          .isInstanceOf(Problem.class);
      assertThatCode(() -> ReconciliationResource.requireConsent(held, true))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aVersionThatCannotBeReadIsNotTakenForOneThatIsAlike() {
    assertThat(ReconciliationResource.isComplete(versions(null, 3, 2, 1), 3)).isTrue();
    assertThat(ReconciliationResource.isComplete(versions(null, 3, 1), 3)).isFalse();
    assertThat(ReconciliationResource.isComplete(versions(null, 3, 2), 3)).isFalse();
    assertThat(ReconciliationResource.isComplete(versions("more", 3, 2, 1), 3)).isFalse();
  }

  private static Page<DefinitionVersion<String>> versions(
      @Nullable String nextCursor, long... numbers) {
    return new Page<>(
        LongStream.of(numbers)
            .mapToObj(number ->
                new DefinitionVersion<>(
                    number, "key", "Name", false, null, Instant.EPOCH, "content"))
            .toList(),
        nextCursor);
  }

  @Test
  void theVendorsWordsNeedTheRightToPersonalData() {
    assertThat(ReconciliationView.of(RUN, null, null, false, null).words()).isNull();
    assertThat(ReconciliationView.of(RUN, null, null, true, null).words()).isEqualTo(RUN.words());
    assertThat(ReconciliationView.of(RUN, null, null, false, null).missing()).isEqualTo(128);
  }
}
