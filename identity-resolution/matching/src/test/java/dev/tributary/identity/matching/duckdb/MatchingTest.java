package dev.tributary.identity.matching.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Matching;
import dev.tributary.identity.matching.MatchingFailure;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.matching.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchingTest {
  private static final long SEED = 7;

  @TempDir Path scratch;

  @Test
  void theSameRecordsAndSeedGiveTheSameModelAndSuggestions() throws Exception {
    List<MatchRecord> records = People.generate(1_500, SEED).records();
    // Fewer than there are pairs, so that strangers and blocks are sampled.
    Training training = sampling(DefaultModel.training(SEED), 100_000);
    List<Model> models = new ArrayList<>();
    List<List<Suggestion>> suggestions = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      try (Matching matching =
          DuckDbMatching.open(new Bounds(256, threads, scratch), DefaultModel.model(), training)) {
        matching.load(records.iterator());
        models.add(matching.train());
        List<Suggestion> told = new ArrayList<>();
        matching.suggest(models.getLast(), 0.5, told::add);
        suggestions.add(told);
      }
    }

    assertThat(models.getFirst()).isEqualTo(models.getLast());
    assertThat(suggestions.getFirst()).isEqualTo(suggestions.getLast()).isNotEmpty();
    assertThat(suggestions.getFirst().stream().map(Suggestion::pair)).doesNotHaveDuplicates();
    assertThat(suggestions.getFirst().stream().map(Suggestion::probability).toList())
        .isSortedAccordingTo(Collections.reverseOrder());
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void recordsThatSayNothingAreNeverSuggested() throws Exception {
    try (Matching matching = open(new Bounds(128, 1, scratch))) {
      matching.load(
          IntStream.range(0, 50)
              .mapToObj(number -> new MatchRecord("p" + number, Map.of()))
              .iterator());
      Model trained = matching.train();

      assertThat(matching.suggest(trained, 0.5, _ -> {})).isZero();
      assertThat(trained).isEqualTo(DefaultModel.model());
    }
  }

  @Test
  void nobodyIsFineToo() throws Exception {
    try (Matching matching = open(new Bounds(128, 1, scratch))) {
      assertThat(matching.load(Collections.emptyIterator())).isEqualTo(new Matching.Loaded(0, 0));

      assertThat(matching.suggest(matching.train(), 0.5, _ -> {})).isZero();
    }
  }

  @Test
  void aBlockThatIsTooLargeIsLeftOutAndCounted() throws Exception {
    Model model =
        new Model(
            0.01, DefaultModel.model().comparisons(), List.of(BlockingRule.on(DefaultModel.CITY)));
    Training training = new Training(List.of(), 1, List.of(), 1_000, SEED);
    try (Matching matching =
        DuckDbMatching.open(new Bounds(128, 1, scratch, 10), model, training)) {
      Matching.Loaded loaded =
          matching.load(
              IntStream.range(0, 20)
                  .mapToObj(number ->
                      new MatchRecord(
                          "p" + number,
                          Map.of(DefaultModel.CITY, number < 11 ? "delft" : "town" + number)))
                  .iterator());

      assertThat(loaded).isEqualTo(new Matching.Loaded(20, 1));
      assertThat(matching.suggest(model, 1e-6, _ -> {})).isZero();
    }
  }

  @Test
  void quotesInValuesAndColumnsAreOnlyText() throws Exception {
    Model model =
        new Model(
            0.5,
            List.of(DefaultModel.model().comparisons().getFirst()),
            List.of(BlockingRule.on("odd\" name'")));
    Training training = new Training(List.of(), 1, List.of(), 1_000, SEED);
    Map<String, String> values = Map.of("odd\" name'", "'; drop table record; --");
    try (Matching matching = DuckDbMatching.open(new Bounds(128, 1, scratch), model, training)) {
      matching.load(
          List.of(new MatchRecord("a'", values), new MatchRecord("b\"", values)).iterator());

      assertThat(matching.suggest(model, 0.4, _ -> {})).isOne();
    }
  }

  @Test
  void cancellingEndsTheWorkAndRefusesMore() throws Exception {
    try (Matching matching = open(new Bounds(128, 1, scratch))) {
      Iterator<MatchRecord> endless =
          IntStream.iterate(0, number -> number + 1)
              .peek(number -> {
                if (number == 25_000) {
                  matching.cancel();
                }
              })
              .mapToObj(number -> new MatchRecord("p" + number, Map.of()))
              .iterator();

      assertThatThrownBy(() -> matching.load(endless))
          .isInstanceOf(MatchingFailure.class)
          .hasMessage("The matching was cancelled");
      assertThatThrownBy(matching::train).isInstanceOf(MatchingFailure.class);
    }
    assertThat(scratch).isEmptyDirectory();
  }

  private Matching open(Bounds bounds) throws Exception {
    return DuckDbMatching.open(bounds, DefaultModel.model(), DefaultModel.training(SEED));
  }

  private static Training sampling(Training training, long pairs) {
    return new Training(
        training.certain(), training.assumedRecall(), training.sessions(), pairs, training.seed());
  }
}
