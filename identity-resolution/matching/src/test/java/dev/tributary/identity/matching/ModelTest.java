package dev.tributary.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final Comparison NAME =
      new Comparison(
          "name",
          List.of(
              new Level("the same", new SimilarityCriterion.Equal("name"), 0.8, 0.01),
              new Level("different", new SimilarityCriterion.Otherwise(), 0.2, 0.99)),
          true);
  private static final Comparison CITY =
      new Comparison(
          "city",
          List.of(
              new Level("the same", new SimilarityCriterion.Equal("city"), 0.5, 0.125),
              new Level("different", new SimilarityCriterion.Otherwise(), 0.5, 0.875)),
          false);
  private static final Model MODEL = new Model(0.001, List.of(NAME, CITY), List.of());

  @Test
  void theWaterfallSumsToTheWeightOfBayesRule() {
    Waterfall waterfall =
        MODEL.explain(
            List.of(new Outcome(1, null, "ann", "bob"), new Outcome(0, null, "delft", "delft")));

    double odds = 0.001 / 0.999 * (0.2 / 0.99) * (0.5 / 0.125);
    assertThat(Math.pow(2, waterfall.weight())).isCloseTo(odds, within(1e-12));
    assertThat(waterfall.probability()).isCloseTo(odds / (1 + odds), within(1e-12));
    assertThat(waterfall.bars()).hasSize(2);
    assertThat(waterfall.bars().getLast().weight()).isCloseTo(2, within(1e-12));
  }

  @Test
  void aRareValueCountsAsIfItsShareWereU() {
    Waterfall rare = MODEL.explain(outcomes(0.001));
    Waterfall frequent = MODEL.explain(outcomes(0.1));

    assertThat(bits(rare)).isCloseTo(Weights.log2(0.8 / 0.001), within(1e-9));
    assertThat(bits(frequent)).isCloseTo(Weights.log2(0.8 / 0.1), within(1e-9));
    assertThat(bits(MODEL.explain(outcomes(1e-12))))
        .isCloseTo(Weights.log2(0.8 / Comparison.RAREST), within(1e-9));
  }

  @Test
  void aMissingValueSaysNothing() {
    Waterfall waterfall =
        MODEL.explain(
            List.of(
                new Outcome(Comparison.SILENT, null, null, "bob"),
                new Outcome(Comparison.SILENT, null, null, null)));

    assertThat(waterfall.probability()).isCloseTo(0.001, within(1e-12));
    assertThat(waterfall.bars().getFirst().level()).isNull();
  }

  @Test
  void aComparisonEndsWithWhateverIsLeft() {
    assertThatThrownBy(() -> new Comparison("name", NAME.levels().subList(0, 1), false))
        .hasMessageContaining("name");
    assertThatThrownBy(() -> new Level("never", new SimilarityCriterion.Otherwise(), 0, 0.5))
        .hasMessageContaining("never");
  }

  @Test
  void aPairIsOneWhoeverNamesIt() {
    assertThat(new Pair("b", "a")).isEqualTo(new Pair("a", "b"));
  }

  private static List<Outcome> outcomes(double frequency) {
    return List.of(
        new Outcome(0, frequency, "ann", "ann"), new Outcome(Comparison.SILENT, null, null, null));
  }

  private static double bits(Waterfall waterfall) {
    Waterfall.Bar bar = waterfall.bars().getFirst();
    return bar.weight() + bar.byFrequency();
  }
}
