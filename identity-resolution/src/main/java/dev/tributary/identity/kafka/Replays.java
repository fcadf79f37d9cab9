package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.postgres.PolicyTable;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.postgres.ShadowTables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.trial.Shadow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Opens shadows of workspaces, and what takes their history in once more. Thread-safe. */
public final class Replays {
  private static final Logger LOG = Logger.getLogger(Replays.class);

  private final DataSource worker;
  private final Function<String, PastLog> logs;
  private final PeopleModels models;
  private final UnaryOperator<String> regionOf;
  private final Ids ids;
  private final Clock clock;
  private final ShadowTables shadows = new ShadowTables();

  /**
   * @param logs opens the log of a workspace
   * @param regionOf a workspace's region for phone numbers that name no country
   */
  public Replays(
      DataSource worker,
      Function<String, PastLog> logs,
      PeopleModels models,
      UnaryOperator<String> regionOf,
      Ids ids,
      Clock clock) {
    this.worker = worker;
    this.logs = logs;
    this.models = models;
    this.regionOf = regionOf;
    this.ids = ids;
    this.clock = clock;
  }

  /** What is done with a shadow while it is open. */
  interface Work<T> {
    /**
     * @param tx that does not commit by itself
     */
    T run(Connection tx, Shadow shadow, PastLog log) throws Exception;
  }

  /**
   * Opens a shadow, and closes it afterwards. It has a name of its own: one of an earlier attempt
   * may still be on its way out. What was found counts also if something cannot be closed.
   *
   * @param job whose shadow it is
   * @param prefix of its name
   */
  <T> T within(Job job, String prefix, Work<T> work) throws Exception {
    Shadow shadow = new Shadow(job.workspace(), ids.next(prefix));
    Connection tx = worker.getConnection();
    try {
      return within(job, shadow, tx, work);
    } finally {
      close(shadow, tx::close);
      close(shadow, () -> close(shadow));
    }
  }

  private <T> T within(Job job, Shadow shadow, Connection tx, Work<T> work) throws Exception {
    PastLog log = logs.apply(shadow.workspace());
    try {
      tx.setAutoCommit(false);
      shadows.open(tx, shadow, job.id());
      tx.commit();
      return work.run(tx, shadow, log);
    } finally {
      close(shadow, tx::rollback);
      close(shadow, log::close);
    }
  }

  private interface Closing {
    void run() throws SQLException;
  }

  /** Retention forgets what stays. */
  private static void close(Shadow shadow, Closing closing) {
    try {
      closing.run();
    } catch (SQLException | RuntimeException e) {
      LOG.warnf(e, "Not everything of %s could be closed", shadow.name());
    }
  }

  private void close(Shadow shadow) throws SQLException {
    try (Connection connection = worker.getConnection()) {
      connection.setAutoCommit(true);
      shadows.close(connection, shadow.name());
    }
  }

  IdentifierReader reader(String workspace, IdentityRules rules, long version) {
    return new IdentifierReader(rules, version, regionOf.apply(workspace));
  }

  /** By which identifiers are read in the workspace now. */
  IdentifierReader readerInForce(Connection tx, String workspace) throws SQLException {
    return new RuleBook(regionOf).read(tx, List.of(workspace)).of(workspace);
  }

  /** By today's policies of traits. */
  Replay replay(Connection tx, Shadow shadow, PastLog log, IdentifierReader reader)
      throws SQLException {
    return new Replay(
        tx,
        shadow,
        log,
        models,
        ids,
        reader,
        new PolicyTable().read(tx, shadow.workspace()),
        clock.instant().minus(Retention.KEPT));
  }
}
