package dev.tributary.identity.matching.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Matching;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.Quality;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How good the suggestions are on 5,000 people and their duplicates, as FEBRL's fourth set has. */
class MatchingQualityTest {
  private static final long SEED = 4;
  private static final int PEOPLE = 5_000;

  @TempDir Path scratch;

  @Test
  void suggestionsFindNearlyAllDuplicatesAndMoreThanExactRulesDo() throws Exception {
    People people = People.generate(PEOPLE, SEED);
    Map<Pair, Double> suggested = new HashMap<>();
    try (Matching matching =
        DuckDbMatching.open(
            new Bounds(512, 2, scratch), DefaultModel.model(), DefaultModel.training(SEED))) {
      matching.load(people.records().iterator());
      Model trained = matching.train();
      matching.suggest(
          trained, 0.01, suggestion -> suggested.put(suggestion.pair(), suggestion.probability()));
    }

    Quality quality = Quality.byTruth(people.truth(), suggested, 0.5);
    Quality rules = Quality.byTruth(people.truth(), byExactRules(people.records()), 0.5);
    System.out.printf(
        "seed %d: precision %.4f, recall %.4f, F1 %.4f; exact rules %.4f, %.4f, %.4f%n",
        SEED,
        quality.precision(),
        quality.recall(),
        quality.f1(),
        rules.precision(),
        rules.recall(),
        rules.f1());

    Quality strict = Quality.byTruth(people.truth(), suggested, 0.9);
    System.out.printf("at 0.9: precision %.4f, recall %.4f%n", strict.precision(), strict.recall());

    assertThat(quality.f1()).isBetween(0.95, 1.0).isGreaterThan(rules.f1() + 0.02);
    assertThat(Quality.byTruth(people.truth(), suggested, 0.99).precision())
        .isGreaterThanOrEqualTo(0.98);
  }

  /** What somebody would write without a model: the same address, number, or name and birthday. */
  private static Map<Pair, Double> byExactRules(List<MatchRecord> records) {
    Set<Pair> pairs = new HashSet<>();
    for (List<String> columns :
        List.of(
            List.of(DefaultModel.EMAIL),
            List.of(DefaultModel.PHONE),
            List.of(DefaultModel.FIRST_NAME, DefaultModel.LAST_NAME, DefaultModel.BIRTH_DATE))) {
      Map<List<String>, String> first = new HashMap<>();
      for (MatchRecord record : records) {
        if (record.values().keySet().containsAll(columns)) {
          String earlier =
              first.putIfAbsent(columns.stream().map(record.values()::get).toList(), record.id());
          if (earlier != null) {
            pairs.add(new Pair(earlier, record.id()));
          }
        }
      }
    }
    Map<Pair, Double> certain = new HashMap<>();
    pairs.forEach(pair -> certain.put(pair, 1.0));
    return certain;
  }
}
