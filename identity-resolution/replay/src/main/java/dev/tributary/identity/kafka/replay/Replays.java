package dev.tributary.identity.kafka.replay;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.job.Job;
import dev.tributary.identity.loop.RuleBook;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.store.replay.ReplayTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Opens replay copies of workspaces, and makes replays. Thread-safe. */
public final class Replays {
  private static final Logger LOG = Logger.getLogger(Replays.class);

  private final DataSource worker;
  private final Function<WorkspaceId, InputHistory> logs;
  private final PeopleModels models;
  private final Function<WorkspaceId, String> regionOf;
  private final Ids ids;
  private final Clock clock;
  private final Function<Connection, ReplayTransaction> transactions;

  /**
   * @param transactions opens the stores in a transaction of the database
   * @param logs opens the log of a workspace
   * @param regionOf a workspace's region for phone numbers without a country code
   */
  public Replays(
      DataSource worker,
      Function<Connection, ReplayTransaction> transactions,
      Function<WorkspaceId, InputHistory> logs,
      PeopleModels models,
      Function<WorkspaceId, String> regionOf,
      Ids ids,
      Clock clock) {
    this.worker = worker;
    this.transactions = transactions;
    this.logs = logs;
    this.models = models;
    this.regionOf = regionOf;
    this.ids = ids;
    this.clock = clock;
  }

  /** The work on a replay copy while it is open. */
  interface Work<T> {
    /**
     * @param tx without automatic commit
     * @param stores in this transaction
     */
    T run(Connection tx, ReplayTransaction stores, ReplayCopy copy, InputHistory log)
        throws Exception;
  }

  /**
   * Opens a replay copy, and deletes it afterwards. Its name is new, because the deletion of the
   * copy of an earlier attempt may not have finished. The result counts even if something cannot be
   * closed.
   *
   * @param job the job to which the copy belongs
   * @param prefix of its name
   */
  <T> T within(Job job, String prefix, Work<T> work) throws Exception {
    ReplayCopy copy = new ReplayCopy(job.workspace(), new WorkspaceId(ids.next(prefix)));
    Connection tx = worker.getConnection();
    try {
      return within(job, copy, tx, work);
    } finally {
      close(copy, tx::close);
      close(copy, () -> close(copy));
    }
  }

  private <T> T within(Job job, ReplayCopy copy, Connection tx, Work<T> work) throws Exception {
    InputHistory log = logs.apply(copy.workspace());
    try {
      tx.setAutoCommit(false);
      ReplayTransaction stores = transactions.apply(tx);
      stores.replays().copies().open(copy, job.id());
      tx.commit();
      return work.run(tx, stores, copy, log);
    } finally {
      close(copy, tx::rollback);
      close(copy, log::close);
    }
  }

  private interface Closing {
    void run() throws SQLException;
  }

  /** Logs a failure only: retention deletes what remains. */
  private static void close(ReplayCopy copy, Closing closing) {
    try {
      closing.run();
    } catch (SQLException | RuntimeException e) {
      LOG.warnf(e, "Not everything of %s could be closed", copy.name());
    }
  }

  private void close(ReplayCopy copy) throws SQLException {
    try (Connection connection = worker.getConnection()) {
      connection.setAutoCommit(true);
      transactions.apply(connection).replays().copies().close(copy.name().value());
    }
  }

  IdentifierReader reader(WorkspaceId workspace, IdentityRules rules, long version) {
    return new IdentifierReader(rules, version, regionOf.apply(workspace));
  }

  /** The reader of identifiers in the workspace, under the rules in force. */
  IdentifierReader readerInForce(ReplayTransaction stores, WorkspaceId workspace) {
    return new RuleBook(regionOf).read(stores.rules(), List.of(workspace)).of(workspace);
  }

  /** A replay with the present policies of traits. */
  Replay replay(Connection tx, ReplayCopy copy, InputHistory log, IdentifierReader reader) {
    return new Replay(
        tx,
        transactions,
        copy,
        log,
        models,
        ids,
        reader,
        transactions.apply(tx).rules().policies(copy.workspace()),
        clock.instant().minus(AcceptedEvent.KEPT));
  }
}
