package dev.tributary.identity.http.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.consent.PurposeTally;
import dev.tributary.identity.http.consent.PurposeReports.Report;
import dev.tributary.identity.http.consent.PurposesView.PurposeView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurposesViewTest {
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
    PurposesView view = PurposesView.of(REPORT, false);
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
    PurposesView view = PurposesView.of(REPORT, true);
    assertThat(view.data())
        .containsExactly(new PurposeView("marketing", true), new PurposeView("ads", false));
    assertThat(view.fewHidden()).isTrue();
  }
}
