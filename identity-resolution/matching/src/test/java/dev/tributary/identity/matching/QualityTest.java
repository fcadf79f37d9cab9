package dev.tributary.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QualityTest {
  private static final Pair FOUND = new Pair("1", "2");
  private static final Pair DOUBTFUL = new Pair("3", "4");
  private static final Pair WRONG = new Pair("5", "6");
  private static final Pair MISSED = new Pair("7", "8");
  private static final Pair UNKNOWN = new Pair("9", "10");
  private static final Map<Pair, Double> SUGGESTED =
      Map.of(FOUND, 0.99, DOUBTFUL, 0.6, WRONG, 0.95, UNKNOWN, 0.97);

  @Test
  void labelledPairsTellPrecisionAndRecallAtEachThreshold() {
    List<LabelledPair> labels =
        List.of(
            new LabelledPair(FOUND, true),
            new LabelledPair(DOUBTFUL, true),
            new LabelledPair(WRONG, false),
            new LabelledPair(MISSED, true));

    List<Quality> at = Quality.byLabels(labels, SUGGESTED, List.of(0.5, 0.9, 0.999));

    assertThat(at.getFirst()).isEqualTo(new Quality(0.5, 2, 1, 1));
    assertThat(at.get(1)).isEqualTo(new Quality(0.9, 1, 1, 2));
    assertThat(at.get(1).precision()).isCloseTo(0.5, within(1e-9));
    assertThat(at.get(1).recall()).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(at.get(1).f1()).isCloseTo(0.4, within(1e-9));
    assertThat(at.getLast().precision()).isEqualTo(1);
    assertThat(at.getLast().f1()).isZero();
  }

  @Test
  void byTheWholeTruthEveryOtherPairIsWrong() {
    assertThat(Quality.byTruth(Set.of(FOUND, DOUBTFUL, MISSED), SUGGESTED, 0.9))
        .isEqualTo(new Quality(0.9, 1, 2, 2));
  }
}
