package dev.tributary.destinations.kafka;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.SyncRuns;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.BoundedConnection;
import dev.tributary.runtime.threads.ResilientWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Runs the backfills of new and changed syncs. It works in small transactions that store the
 * progress, so any instance can continue where another one stopped.
 *
 * <p>Workspaces take turns, a step each. A step that fails, also with an {@link Error}, is noted on
 * its run and repeated later; the other runs continue meanwhile.
 */
public final class Backfiller implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Backfiller.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  /** The backfill of one workspace must not wait long for the polls of another one. */
  private static final String LOCK_TIMEOUT = "set local lock_timeout = '1s'";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final DataSource worker;
  private final PostgresCatalogue definitions;
  private final SyncRuns runs;
  private final BackfillStep backfillStep;
  private final BooleanSupplier logBelongs;
  private volatile boolean running;

  /**
   * @param logBelongs whether the positions in this database belong to the current log; if not,
   *     there are no backfills
   */
  public Backfiller(
      DataSource worker,
      PostgresCatalogue definitions,
      SyncRuns runs,
      BackfillStep backfillStep,
      BooleanSupplier logBelongs) {
    this.worker = worker;
    this.definitions = definitions;
    this.runs = runs;
    this.backfillStep = backfillStep;
    this.logBelongs = logBelongs;
  }

  public void start() {
    running = true;
    ResilientWork.start(Thread.ofVirtual().name("backfiller"), () -> running, this::run);
  }

  @Override
  public void close() {
    running = false;
  }

  private void run() {
    while (running) {
      if (!runOnce()) {
        backfillStep.close();
        try {
          Thread.sleep(IDLE);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
    backfillStep.close();
  }

  /** False if there is nothing to do now. */
  private boolean runOnce() {
    try {
      if (!logBelongs.getAsBoolean()) {
        return false;
      }
      begin();
      return step();
    } catch (SQLException | RuntimeException | Error e) {
      if (running) {
        LOG.warnf(e, "Backfills wait");
      }
      return false;
    }
  }

  private void begin() throws SQLException {
    Set<WorkspaceId> workspaces = new TreeSet<>();
    inTransaction(tx -> {
      runs.missing(tx, definitions.read(tx)).forEach(sync -> workspaces.add(sync.workspace()));
      return true;
    });
    for (WorkspaceId workspace : workspaces) {
      begin(workspace);
    }
  }

  /** If the gate of a workspace stays closed, the workspace has its turn again later. */
  private void begin(WorkspaceId workspace) {
    try {
      inTransaction(tx -> {
        try (Statement statement = tx.createStatement()) {
          statement.execute(LOCK_TIMEOUT);
        }
        Catalogue catalogue = definitions.forWalking(tx, workspace);
        runs.begin(
            tx,
            runs.missing(tx, catalogue).stream()
                .filter(sync -> sync.workspace().equals(workspace))
                .toList());
        return true;
      });
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        LOG.debugf("Backfills of %s wait for its polls", workspace);
      } else {
        LOG.warnf(e, "Backfills of %s cannot begin now", workspace);
      }
    } catch (RuntimeException | Error e) {
      LOG.warnf(e, "Backfills of %s cannot begin now", workspace);
    }
  }

  /** False if no run is due now. */
  private boolean step() throws SQLException {
    return inTransaction(tx -> {
      Optional<SyncRuns.Run> run = runs.next(tx);
      if (run.isEmpty()) {
        return false;
      }
      step(tx, run.get());
      return true;
    });
  }

  private void step(Connection tx, SyncRuns.Run run) throws SQLException {
    Savepoint before = tx.setSavepoint();
    try {
      Catalogue catalogue = definitions.read(tx);
      Catalogue.Unreadable unreadable = catalogue.unreadable().get(run.sync().value());
      Catalogue.Sync sync = catalogue.sync(run.sync()).orElse(null);
      if (unreadable != null) {
        runs.postpone(tx, run, unreadable.words(), LONGEST_WAIT);
      } else if (sync == null) {
        runs.end(tx, run, "cancelled");
      } else {
        backfillStep.step(tx, run, sync);
      }
      tx.releaseSavepoint(before);
    } catch (SQLException | RuntimeException | Error e) {
      tx.rollback(before);
      backfillStep.close();
      postpone(tx, run, e);
    }
  }

  private void postpone(Connection tx, SyncRuns.Run run, Throwable why) throws SQLException {
    Duration wait = wait(run.failures());
    LOG.warnf(
        why,
        "Run %s of sync %s failed %d times; it is repeated in %d s",
        run.id(),
        run.sync(),
        run.failures() + 1,
        wait.toSeconds());
    runs.postpone(tx, run, FailureCode.of(why), wait);
  }

  /** The wait doubles with each failure. */
  private static Duration wait(int failures) {
    Duration wait = Duration.ofSeconds(1L << Math.min(failures, 10));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private interface Work<T> {
    T in(Connection tx) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection tx = opened.connection();
      tx.setAutoCommit(false);
      try {
        T result = work.in(tx);
        tx.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        tx.rollback();
        throw e;
      }
    }
  }
}
