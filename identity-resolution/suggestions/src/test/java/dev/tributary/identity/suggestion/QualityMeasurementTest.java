package dev.tributary.identity.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.Quality;
import dev.tributary.identity.suggestion.QualityMeasurement.ResolvedLabel;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QualityMeasurementTest {

  @Test
  void whatIsFoundIsHeldAgainstTheLabels() {
    QualityMeasurement measuring =
        new QualityMeasurement(
            List.of(
                new ResolvedLabel("b", "a", true, false),
                new ResolvedLabel("c", "d", true, false),
                new ResolvedLabel("e", "f", false, false)));
    measuring.found(new Pair("a", "b"), 0.95);
    measuring.found(new Pair("e", "f"), 0.75);
    measuring.found(new Pair("x", "y"), 0.99);
    List<Quality> thresholds = Objects.requireNonNull(measuring.measured()).thresholds();
    assertThat(thresholds)
        .containsExactly(
            new Quality(0.5, 1, 1, 1),
            new Quality(0.7, 1, 1, 1),
            new Quality(0.8, 1, 0, 1),
            new Quality(0.9, 1, 0, 1),
            new Quality(0.95, 1, 0, 1),
            new Quality(0.99, 0, 0, 2));
  }

  @Test
  void whoIsOneAlreadyCountsAsFoundOnlyWhereASuggestionJoinedThem() {
    QualityMeasurement measuring =
        new QualityMeasurement(
            List.of(
                new ResolvedLabel("a", "a", true, true),
                new ResolvedLabel("b", "b", false, true),
                new ResolvedLabel("c", "c", true, false)));
    RunResult.Measured measured = Objects.requireNonNull(measuring.measured());
    assertThat(measured.joinedAlready()).isEqualTo(1);
    assertThat(measured.thresholds()).allMatch(at -> at.found() == 1 && at.wrong() == 1);
  }

  @Test
  void withoutLabelsNothingIsMeasured() {
    assertThat(new QualityMeasurement(List.of()).measured()).isNull();
  }
}
