package dev.tributary.identity.suggestion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Quality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run of matching, and its result at the end.
 *
 * @param step null at the end
 * @param pairs how many are suggested
 * @param pairsLeftOut how many were likely enough, but less likely than all that are kept
 * @param merged how many pairs were merged automatically
 * @param model as it was trained; null until then
 * @param quality by the labels; null where there were none
 */
public record RunResult(
    @Nullable Step step,
    long records,
    long blocksLeftOut,
    long pairs,
    long pairsLeftOut,
    long merged,
    @Nullable Trained model,
    @Nullable Measured quality) {

  /** The current step of a run. */
  public enum Step {
    READING,
    LEARNING,
    COMPARING,
    WRITING
  }

  public static final RunResult BEGUN = new RunResult(Step.READING, 0, 0, 0, 0, 0, null, null);

  /** The result of a run, or the result so far. */
  public static RunResult of(Job run) {
    JsonNode json = run.result() == null ? run.progress() : run.result();
    return json == null ? BEGUN : Json.MAPPER.convertValue(json, RunResult.class);
  }

  /** A model as users read it. */
  public record Trained(double prior, List<Compared> comparisons) {
    public static Trained of(Model model) {
      return new Trained(
          model.prior(),
          model.comparisons().stream()
              .map(comparison ->
                  new Compared(
                      comparison.column(),
                      comparison.levels().stream()
                          .map(level -> new LevelOf(level.name(), level.m(), level.u()))
                          .toList()))
              .toList());
    }
  }

  /** One comparison of a model, its closest level first. */
  public record Compared(String column, List<LevelOf> levels) {}

  /**
   * @param m how often two records of one person have this result
   * @param u how often two records of different people have this result
   */
  public record LevelOf(String name, double m, double u) {}

  /**
   * The quality by the labels.
   *
   * @param joinedAlready pairs that are one person for other reasons; they say nothing about
   *     quality
   */
  public record Measured(long joinedAlready, List<Quality> thresholds) {}

  public RunResult at(Step newStep) {
    return new RunResult(
        newStep, records, blocksLeftOut, pairs, pairsLeftOut, merged, model, quality);
  }

  public RunResult read(long newRecords, long newBlocksLeftOut) {
    return new RunResult(
        step, newRecords, newBlocksLeftOut, pairs, pairsLeftOut, merged, model, quality);
  }

  public RunResult written(long newPairs, long newPairsLeftOut, long newMerged) {
    return new RunResult(
        step, records, blocksLeftOut, newPairs, newPairsLeftOut, newMerged, model, quality);
  }

  public RunResult ended(Model trained, @Nullable Measured measured) {
    return new RunResult(
        null, records, blocksLeftOut, pairs, pairsLeftOut, merged, Trained.of(trained), measured);
  }
}
