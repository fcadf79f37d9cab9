package dev.tributary.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EstimationTest {
  private static final long SEED = 20_251_121;
  private static final int PAIRS = 200_000;
  private static final double MATCHES = 0.2;
  private static final List<List<Double>> M =
      List.of(List.of(0.85, 0.1, 0.05), List.of(0.7, 0.3), List.of(0.9, 0.1), List.of(0.6, 0.4));
  private static final List<List<Double>> U =
      List.of(List.of(0.01, 0.04, 0.95), List.of(0.1, 0.9), List.of(0.02, 0.98), List.of(0.2, 0.8));

  @Test
  void expectationMaximisationRecoversWhatThePairsWereMadeWith() {
    Model guess = Estimation.withU(model(), patterns(0, new Random(SEED)));
    List<Pattern> pairs = patterns(MATCHES, new Random(SEED + 1));

    Estimation.Session session = Estimation.session(guess, pairs, Set.of());
    Model found = Estimation.withM(guess, List.of(session));

    assertThat(session.matches() / PAIRS).isCloseTo(MATCHES, within(0.01));
    for (int each = 0; each < M.size(); each++) {
      for (int level = 0; level < M.get(each).size(); level++) {
        Level learned = found.comparisons().get(each).levels().get(level);
        assertThat(learned.m()).isCloseTo(M.get(each).get(level), within(0.02));
        assertThat(learned.u()).isCloseTo(U.get(each).get(level), within(0.01));
      }
    }
  }

  @Test
  void whatASessionFixesIsLearnedInAnother() {
    Model guess = Estimation.withU(model(), patterns(0, new Random(SEED)));
    List<Pattern> pairs = patterns(MATCHES, new Random(SEED + 2));

    Estimation.Session one = Estimation.session(guess, pairs, Set.of("c0", "c1"));
    Estimation.Session other = Estimation.session(guess, pairs, Set.of("c3"));

    assertThat(one.m().getFirst()).isEmpty();
    assertThat(other.m().getFirst()).isNotEmpty();
    assertThat(
            Estimation.withM(guess, List.of(one, other))
                .comparisons()
                .getFirst()
                .levels()
                .getFirst()
                .m())
        .isCloseTo(0.85, within(0.02));
  }

  @Test
  void aSessionWithoutPairsLeavesTheGuess() {
    Model guess = model();

    Estimation.Session nothing = Estimation.session(guess, List.of(), Set.of());

    assertThat(Estimation.withM(guess, List.of(nothing))).isEqualTo(guess);
    assertThat(Estimation.withU(guess, List.of())).isEqualTo(guess);
  }

  private static Model model() {
    List<Comparison> comparisons = new ArrayList<>();
    for (int each = 0; each < M.size(); each++) {
      List<Level> levels = new ArrayList<>();
      int count = M.get(each).size();
      for (int level = 0; level < count; level++) {
        SimilarityCriterion likeness =
            level == count - 1
                ? new SimilarityCriterion.Otherwise()
                : new SimilarityCriterion.Damerau("c" + each, level);
        double m = level == 0 ? 0.6 : 0.4 / (count - 1);
        levels.add(new Level("level " + level, likeness, m, 0.5));
      }
      comparisons.add(new Comparison("c" + each, levels, false));
    }
    return new Model(0.01, comparisons, List.of());
  }

  private static List<Pattern> patterns(double matches, Random random) {
    Map<List<Integer>, Long> counts = new HashMap<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      List<List<Double>> shares = random.nextDouble() < matches ? M : U;
      counts.merge(
          shares.stream().map(levels -> drawn(levels, random.nextDouble())).toList(),
          1L,
          Long::sum);
    }
    return counts.entrySet().stream()
        .map(count -> new Pattern(count.getKey(), count.getValue()))
        .toList();
  }

  private static int drawn(List<Double> shares, double point) {
    double left = point;
    for (int level = 0; level < shares.size() - 1; level++) {
      left -= shares.get(level);
      if (left < 0) {
        return level;
      }
    }
    return shares.size() - 1;
  }
}
