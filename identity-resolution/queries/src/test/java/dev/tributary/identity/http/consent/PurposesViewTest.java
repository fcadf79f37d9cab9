package dev.tributary.identity.http.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.consent.PurposeTally;
import dev.tributary.identity.http.consent.PurposeReports.Report;
import dev.tributary.identity.http.consent.PurposesView.PurposeView;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PurposesViewTest {
  private static final CountNoise NOISE = new CountNoise(new KeyHash(new byte[16]));

  private static final Report REPORT =
      new Report(
          Instant.parse("2026-03-01T10:00:00Z"),
          true,
          List.of(
              new PurposeTally("marketing", 60, 10),
              new PurposeTally("ads", 49, 20),
              new PurposeTally("survey", 1, 0),
              new PurposeTally("profiling", 0, 3)));

  @Test
  void onePersonWhoAllowsAPurposeIsEnoughForCallersWhoMayReadPersonalData() {
    PurposesView view = PurposesView.exact(REPORT);
    assertThat(view.data())
        .containsExactly(
            new PurposeView("marketing", true),
            new PurposeView("ads", true),
            new PurposeView("survey", true),
            new PurposeView("profiling", false));
    assertThat(view.sampled()).isTrue();
    assertThat(view.fewHidden()).isFalse();
  }

  @Test
  void answersOfFewPeopleAreHiddenFromOtherCallers() {
    PurposesView view =
        rounded(
            new PurposeTally("profiling", 900, 100),
            new PurposeTally("ads", 39, 400),
            new PurposeTally("survey", 20, 19));
    assertThat(view.data())
        .containsExactly(new PurposeView("ads", false), new PurposeView("profiling", true));
    assertThat(view.fewHidden()).isTrue();
  }

  /** A caller who adds people one by one does not learn how many others have answered. */
  @Test
  void thePersonWithWhomAPurposeAppearsDoesNotRevealTheNumberOfPeople() {
    Set<Integer> appeared = new TreeSet<>();
    Set<Integer> allowed = new TreeSet<>();
    for (int each = 0; each < 50; each++) {
      String purpose = "purpose " + each;
      appeared.add(
          first(people -> !rounded(new PurposeTally(purpose, 0, people)).data().isEmpty()));
      allowed.add(
          first(people ->
              rounded(new PurposeTally(purpose, people, 1_000)).data().getFirst().granted()));
    }
    for (Set<Integer> numbers : List.of(appeared, allowed)) {
      assertThat(numbers).hasSizeGreaterThan(5).allMatch(number -> number >= 40 && number <= 60);
    }
  }

  @Test
  void theSameQuestionHasTheSameAnswer() {
    for (int people = 40; people <= 60; people++) {
      PurposeTally tally = new PurposeTally("ads", people, people);
      assertThat(rounded(tally)).isEqualTo(rounded(tally));
    }
  }

  /** With purposes of known people, the order by the number of answers would reveal a number. */
  @Test
  void theOrderOfPurposesDoesNotRevealWhichHasMorePeople() {
    PurposeView ads = new PurposeView("ads", true);
    PurposeView own = new PurposeView("own", true);
    for (int people : List.of(499, 500, 501)) {
      PurposesView view =
          rounded(new PurposeTally("own", 500, 0), new PurposeTally("ads", people, 0));
      assertThat(view.data()).containsExactly(ads, own);
    }
  }

  private static PurposesView rounded(PurposeTally... purposes) {
    return PurposesView.rounded(
        new Report(REPORT.asOf(), false, List.of(purposes)), new WorkspaceId("wsp_1"), NOISE);
  }

  private static int first(IntPredicate shown) {
    return IntStream.range(1, 100).filter(shown).findFirst().orElseThrow();
  }
}
