package dev.tributary.identity.suggestion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.job.JobFailure;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.matching.Matching;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Training;
import dev.tributary.runtime.work.Cancellation;
import java.io.IOException;
import java.util.function.BiFunction;

/**
 * Searches a workspace for profiles that may belong to one person: reads all profiles, learns from
 * them, compares them, and writes the pairs that are likely enough.
 */
public final class MatchingJob implements JobKind {
  /** Constant, so that unchanged records give the same suggestions again. */
  private static final long SEED = 1;

  private final BiFunction<Model, Training, Matching> engine;
  private final MatchingStore store;
  private final AutomaticMerges merges;

  /**
   * @param engine opens the engine of a run
   */
  public MatchingJob(
      BiFunction<Model, Training, Matching> engine, MatchingStore store, AutomaticMerges merges) {
    this.engine = engine;
    this.store = store;
    this.merges = merges;
  }

  @Override
  public String name() {
    return RunSpec.KIND;
  }

  @Override
  public JsonNode run(Job job, JobContext context) throws IOException, JobFailure {
    RunSpec spec = Json.MAPPER.treeToValue(job.spec(), RunSpec.class);
    try (Matching matching = engine.apply(DefaultModel.model(), DefaultModel.training(SEED));
        Cancellation.Registration _ = context.onCancel(matching::cancel)) {
      return Json.MAPPER.valueToTree(
          new MatchingRun(job, spec, context, matching, store, merges).run());
    } catch (LogUnavailable e) {
      throw new JobFailure(
          e.getMessage() + ". Who was merged stays merged; a new run goes on from there");
    }
  }
}
