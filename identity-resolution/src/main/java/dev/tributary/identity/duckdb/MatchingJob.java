package dev.tributary.identity.duckdb;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.job.JobFailure;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.matching.DefaultModel;
import dev.tributary.identity.suggestion.AutomaticMerges;
import dev.tributary.identity.suggestion.MatchingStore;
import dev.tributary.identity.suggestion.RunSpec;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Searches a workspace for profiles that may belong to one person: reads all profiles, learns from
 * them, compares them, and writes the pairs that are likely enough.
 */
public final class MatchingJob implements JobKind {
  /** Constant, so that unchanged records give the same suggestions again. */
  private static final long SEED = 1;

  private final Bounds bounds;
  private final MatchingStore store;
  private final AutomaticMerges merges;

  /**
   * @param bounds of each run
   */
  public MatchingJob(Bounds bounds, MatchingStore store, AutomaticMerges merges) {
    this.bounds = bounds;
    this.store = store;
    this.merges = merges;
  }

  @Override
  public String name() {
    return RunSpec.KIND;
  }

  @Override
  public JsonNode run(Job job, JobContext context) throws SQLException, IOException, JobFailure {
    RunSpec spec = Json.MAPPER.treeToValue(job.spec(), RunSpec.class);
    try (Matching matching =
        Matching.open(bounds, DefaultModel.model(), DefaultModel.training(SEED))) {
      context.onCancel(() -> cancel(matching));
      return Json.MAPPER.valueToTree(
          new MatchingRun(job, spec, context, matching, store, merges).run());
    } catch (LogUnavailable e) {
      throw new JobFailure(
          e.getMessage() + ". Who was merged stays merged; a new run goes on from there");
    }
  }

  private static void cancel(Matching matching) {
    try {
      matching.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException("The matching goes on though nobody wants it", e);
    }
  }
}
