package dev.tributary.identity.matching.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.Comparison;
import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.matching.Level;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Matching;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.SimilarityCriterion;
import dev.tributary.identity.matching.SimilarityCriterion.Damerau;
import dev.tributary.identity.matching.SimilarityCriterion.JaroWinkler;
import dev.tributary.identity.matching.SimilarityCriterion.Levenshtein;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.matching.Waterfall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL against plain Java on generated people: the same pairs, the same bars. */
class MatchingModelTest {
  private static final double LOW = 1e-9;

  @TempDir Path scratch;

  @ParameterizedTest
  @ValueSource(longs = {1, 20_251_121, 77})
  void theDefaultModelSaysWhatTheNaiveReferenceSays(long seed) throws Exception {
    agree(DefaultModel.model().with(0.01), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 20_251_122, 78})
  void soDoesAModelOfWhateverElseThereIs(long seed) throws Exception {
    Model model =
        new Model(
            0.02,
            List.of(
                of(DefaultModel.PHONE, new Levenshtein(DefaultModel.PHONE, 3)),
                of(DefaultModel.EMAIL, new Damerau(DefaultModel.EMAIL, 3)),
                of(DefaultModel.CITY, new Damerau(DefaultModel.CITY, 1)),
                of(DefaultModel.LAST_NAME, new JaroWinkler(DefaultModel.LAST_NAME, 0.6))),
            List.of(
                new BlockingRule(
                    List.of(
                        new BlockingRule.Key.Beginning(DefaultModel.LAST_NAME, 3),
                        new BlockingRule.Key.Beginning(DefaultModel.BIRTH_DATE, 3))),
                new BlockingRule(
                    List.of(new BlockingRule.Key.Beginning(DefaultModel.FIRST_NAME, 1)))));
    agree(model, seed);
  }

  private static Comparison of(String column, SimilarityCriterion likeness) {
    return new Comparison(
        column,
        List.of(
            new Level("alike", likeness, 0.9, 0.1),
            new Level("different", new SimilarityCriterion.Otherwise(), 0.1, 0.9)),
        false);
  }

  private void agree(Model model, long seed) throws Exception {
    List<MatchRecord> records = People.generate(150, seed).records();
    List<Suggestion> told = new ArrayList<>();
    try (Matching matching =
        DuckDbMatching.open(new Bounds(256, 2, scratch), model, DefaultModel.training(seed))) {
      matching.load(records.iterator());
      matching.suggest(model, LOW, told::add);
    }

    Map<Pair, Waterfall> naive = new NaiveMatching(model, records).suggestions(LOW);
    Map<Pair, Waterfall> bySql = new HashMap<>();
    told.forEach(suggestion -> bySql.put(suggestion.pair(), suggestion.waterfall()));

    assertThat(told).hasSameSizeAs(bySql.keySet());
    assertThat(bySql).containsOnlyKeys(naive.keySet()).hasSizeGreaterThan(100);
    naive.forEach((pair, expected) -> {
      Waterfall found = bySql.get(pair);
      assertThat(found.weight()).isCloseTo(expected.weight(), within(1e-6));
      for (int each = 0; each < expected.bars().size(); each++) {
        assertThat(withoutRounding(found.bars().get(each)))
            .as("seed %d, %s", seed, pair)
            .isEqualTo(withoutRounding(expected.bars().get(each)));
      }
    });
  }

  private static Waterfall.Bar withoutRounding(Waterfall.Bar bar) {
    return new Waterfall.Bar(
        bar.column(),
        bar.level(),
        bar.left(),
        bar.right(),
        bar.weight(),
        Math.round(bar.byFrequency() * 1e6) / 1e6);
  }
}
