package dev.tributary.identity.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.postgres.TrialComparison;
import dev.tributary.identity.postgres.TrialComparison.Extent;
import dev.tributary.identity.trial.Kinds;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.TrialReport;
import dev.tributary.identity.trial.TrialSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * Tries a table of rules: takes the history in once more under them, beside the workspace, and
 * tells what would become of whom. Nothing of it stays.
 */
public final class RulesTrial implements JobKind {
  private final Replays replays;
  private final Clock clock;
  private final Duration bound;

  /**
   * @param bound after which no more of the history is taken in
   */
  public RulesTrial(Replays replays, Clock clock, Duration bound) {
    this.replays = replays;
    this.clock = clock;
    this.bound = bound;
  }

  @Override
  public String name() {
    return Kinds.TRIAL;
  }

  @Override
  public JsonNode run(Job job, JobContext context) throws Exception {
    TrialSpec spec = Json.MAPPER.treeToValue(job.spec(), TrialSpec.class);
    IdentifierReader tried = replays.reader(job.workspace(), spec.rules(), spec.basedOn() + 1);
    TrialReport report =
        replays.within(
            job,
            Ids.RULES_TRIAL,
            (tx, shadow, log) -> {
              Replay replay = replays.replay(tx, shadow, log, tried);
              TrialWatch watch =
                  new TrialWatch(tx, shadow, context, clock, bound, Json.MAPPER::valueToTree);
              Replay.Progress progress = replay.run(watch);
              if (!watch.stopped()) {
                // What arrived meanwhile, so that little is left out.
                progress = replay.run(watch);
              }
              context.check();
              return compared(tx, shadow, tried, extent(watch, progress));
            });
    return Json.MAPPER.valueToTree(report);
  }

  private Extent extent(TrialWatch watch, Replay.Progress progress) {
    return new Extent(
        !watch.timeIsUp(),
        progress.inputs(),
        progress.gone(),
        progress.reached(),
        clock.instant().minus(Retention.KEPT));
  }

  private TrialReport compared(Connection tx, Shadow shadow, IdentifierReader tried, Extent extent)
      throws SQLException {
    tx.rollback();
    int usual = tx.getTransactionIsolation();
    tx.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      IdentifierReader inForce = replays.readerInForce(tx, shadow.workspace());
      return new TrialComparison(tx, shadow, inForce, tried).report(extent);
    } finally {
      tx.rollback();
      tx.setTransactionIsolation(usual);
    }
  }
}
