package dev.tributary.identity.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.job.JobContext;
import dev.tributary.identity.job.JobKind;
import dev.tributary.identity.postgres.PolicyTable;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.postgres.ShadowTables;
import dev.tributary.identity.postgres.TrialComparison;
import dev.tributary.identity.postgres.TrialComparison.Extent;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.trial.Kinds;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.TrialReport;
import dev.tributary.identity.trial.TrialSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Tries a table of rules: takes the history in once more under them, beside the workspace, and
 * tells what would become of whom. Nothing of it stays.
 */
public final class RulesTrial implements JobKind {
  private final DataSource worker;
  private final Function<String, PastLog> logs;
  private final PeopleModels models;
  private final UnaryOperator<String> regionOf;
  private final Ids ids;
  private final Clock clock;
  private final Duration bound;
  private final ShadowTables shadows = new ShadowTables();

  /**
   * @param logs opens the log of a workspace
   * @param regionOf a workspace's region for phone numbers that name no country
   * @param bound after which no more of the history is taken in
   */
  public RulesTrial(
      DataSource worker,
      Function<String, PastLog> logs,
      PeopleModels models,
      UnaryOperator<String> regionOf,
      Ids ids,
      Clock clock,
      Duration bound) {
    this.worker = worker;
    this.logs = logs;
    this.models = models;
    this.regionOf = regionOf;
    this.ids = ids;
    this.clock = clock;
    this.bound = bound;
  }

  @Override
  public String name() {
    return Kinds.TRIAL;
  }

  /** Each attempt has a shadow of its own: an earlier one may still be on its way out. */
  @Override
  public JsonNode run(Job job, JobContext context) throws Exception {
    Shadow shadow = new Shadow(job.workspace(), ids.next(Ids.RULES_TRIAL));
    TrialSpec spec = Json.MAPPER.treeToValue(job.spec(), TrialSpec.class);
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      shadows.open(tx, shadow);
      tx.commit();
      return Json.MAPPER.valueToTree(tried(tx, shadow, spec, context));
    } finally {
      close(shadow);
    }
  }

  private TrialReport tried(Connection tx, Shadow shadow, TrialSpec spec, JobContext context)
      throws Exception {
    String region = regionOf.apply(shadow.workspace());
    IdentifierReader reader = new IdentifierReader(spec.rules(), spec.basedOn() + 1, region);
    TraitPolicies policies = new PolicyTable().read(tx, shadow.workspace());
    TrialWatch watch = new TrialWatch(tx, shadow, context, clock, bound);
    try (PastLog log = logs.apply(shadow.workspace())) {
      Replay replay = new Replay(tx, shadow, log, models, ids, reader, policies);
      Replay.Progress progress = replay.run(watch);
      if (!watch.stopped()) {
        // What arrived meanwhile, so that little is left out.
        progress = replay.run(watch);
      }
      context.check();
      Extent extent =
          new Extent(
              !watch.timeIsUp(),
              progress.inputs(),
              progress.gone(),
              progress.reached(),
              clock.instant().minus(Retention.KEPT));
      return compared(tx, shadow, reader, extent);
    } finally {
      tx.rollback();
    }
  }

  private TrialReport compared(Connection tx, Shadow shadow, IdentifierReader tried, Extent extent)
      throws SQLException {
    tx.rollback();
    int usual = tx.getTransactionIsolation();
    tx.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      IdentifierReader inForce =
          new RuleBook(regionOf).read(tx, List.of(shadow.workspace())).of(shadow.workspace());
      return new TrialComparison(tx, shadow, inForce, tried).report(extent);
    } finally {
      tx.rollback();
      tx.setTransactionIsolation(usual);
    }
  }

  private void close(Shadow shadow) throws SQLException {
    try (Connection connection = worker.getConnection()) {
      connection.setAutoCommit(true);
      shadows.close(connection, shadow.name());
    }
  }
}
