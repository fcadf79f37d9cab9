package dev.tributary.audience.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumberTallyTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final NumberTally tally = new NumberTally();

  @Test
  void aPercentileIsTheSmallestNumberThatItsShareDoesNotExceed() {
    IntStream.rangeClosed(1, 2_000).forEach(number -> tally.add(JSON.numberNode(2_001 - number)));
    NumberSummary summary = Objects.requireNonNull(tally.summary());
    assertThat(summary.counted()).isEqualTo(2_000);
    assertThat(summary.percentiles()).hasSize(101).isSorted();
    assertThat(summary.percentiles().getFirst()).isEqualTo(1.0);
    assertThat(summary.percentiles().get(50)).isEqualTo(1_000.0);
    assertThat(summary.percentiles().get(90)).isEqualTo(1_800.0);
    assertThat(summary.percentiles().getLast()).isEqualTo(2_000.0);
  }

  @Test
  void noMoreThanTheTopTenPercentAreAboveTheirThreshold() {
    for (int number = 1; number <= 17; number++) {
      tally.add(JSON.numberNode(number));
    }
    double threshold = Objects.requireNonNull(tally.summary()).percentiles().get(90);
    assertThat(IntStream.rangeClosed(1, 17).filter(number -> number > threshold).count())
        .isEqualTo(1);
  }

  @Test
  void everyNumberIsInOneIntervalAlsoOutliers() {
    IntStream.rangeClosed(1, 1_000).forEach(number -> tally.add(JSON.numberNode(number)));
    tally.add(JSON.numberNode(1e12));
    tally.add(JSON.numberNode(-1e12));
    List<Long> buckets = Objects.requireNonNull(tally.summary()).buckets();
    assertThat(buckets).hasSize(20).allMatch(count -> count < 100);
    assertThat(buckets.stream().mapToLong(each -> each).sum()).isEqualTo(1_002);
  }

  @Test
  void numbersThatAreNotKeptAreCountedInTheIntervals() {
    for (int number = 0; number < NumberTally.MOST_KEPT + 50_000; number++) {
      tally.add(JSON.numberNode(number % 1_000));
    }
    tally.add(JSON.numberNode(1e12));
    NumberSummary summary = Objects.requireNonNull(tally.summary());
    assertThat(summary.counted()).isEqualTo(NumberTally.MOST_KEPT + 50_001L);
    assertThat(summary.buckets()).hasSize(20);
    assertThat(summary.buckets().stream().mapToLong(each -> each).sum())
        .isEqualTo(summary.counted());
    assertThat(summary.percentiles().get(50)).isEqualTo(499.0);
  }

  @Test
  void equalNumbersAreOneInterval() {
    tally.add(JSON.numberNode(7));
    tally.add(JSON.numberNode(7.0));
    assertThat(Objects.requireNonNull(tally.summary()).buckets()).containsExactly(2L);
  }

  @Test
  void whatIsNoNumberDoesNotCount() {
    tally.add(JSON.textNode("7"));
    tally.add(JSON.booleanNode(true));
    tally.add(JSON.numberNode(Double.NaN));
    assertThat(tally.summary()).isNull();
  }
}
