package dev.tributary.destinations.kafka;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.desired.DesiredTransaction;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.RunStore;
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
import java.util.function.Function;
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
  private final Function<Connection, DesiredTransaction> transactions;
  private final BackfillStep backfillStep;
  private final BooleanSupplier logBelongs;
  private volatile boolean running;

  /**
   * @param transactions the stores within the transaction of a connection
   * @param logBelongs whether the positions in this database belong to the current log; if not,
   *     there are no backfills
   */
  public Backfiller(
      DataSource worker,
      Function<Connection, DesiredTransaction> transactions,
      BackfillStep backfillStep,
      BooleanSupplier logBelongs) {
    this.worker = worker;
    this.transactions = transactions;
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
    inTransaction((connection, tx) -> {
      tx.runs().missing(tx.definitions()).forEach(sync -> workspaces.add(sync.workspace()));
      return true;
    });
    for (WorkspaceId workspace : workspaces) {
      begin(workspace);
    }
  }

  /** If the gate of a workspace stays closed, the workspace has its turn again later. */
  private void begin(WorkspaceId workspace) {
    try {
      inTransaction((connection, tx) -> {
        try (Statement statement = connection.createStatement()) {
          statement.execute(LOCK_TIMEOUT);
        }
        Catalogue catalogue = tx.forWalking(workspace);
        tx.runs()
            .begin(
                tx.runs().missing(catalogue).stream()
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
    return inTransaction((connection, tx) -> {
      Optional<RunStore.Run> run = tx.runs().next();
      if (run.isEmpty()) {
        return false;
      }
      step(connection, tx, run.get());
      return true;
    });
  }

  private void step(Connection connection, DesiredTransaction tx, RunStore.Run run)
      throws SQLException, StoreFailure {
    Savepoint before = connection.setSavepoint();
    try {
      Catalogue catalogue = tx.definitions();
      Catalogue.Unreadable unreadable = catalogue.unreadable().get(run.sync().value());
      Catalogue.Sync sync = catalogue.sync(run.sync()).orElse(null);
      if (unreadable != null) {
        tx.runs().postpone(run, unreadable.words(), LONGEST_WAIT);
      } else if (sync == null) {
        tx.runs().end(run, "cancelled");
      } else {
        backfillStep.step(connection, run, sync);
      }
      connection.releaseSavepoint(before);
    } catch (SQLException | StoreFailure | RuntimeException | Error e) {
      connection.rollback(before);
      backfillStep.close();
      postpone(tx, run, e);
    }
  }

  private void postpone(DesiredTransaction tx, RunStore.Run run, Throwable why)
      throws StoreFailure {
    Duration wait = wait(run.failures());
    LOG.warnf(
        why,
        "Run %s of sync %s failed %d times; it is repeated in %d s",
        run.id(),
        run.sync(),
        run.failures() + 1,
        wait.toSeconds());
    tx.runs().postpone(run, FailureCode.of(why), wait);
  }

  /** The wait doubles with each failure. */
  private static Duration wait(int failures) {
    Duration wait = Duration.ofSeconds(1L << Math.min(failures, 10));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private interface Work<T> {
    T in(Connection connection, DesiredTransaction tx) throws SQLException, StoreFailure;
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    try (BoundedConnection opened = BoundedConnection.of(worker)) {
      Connection connection = opened.connection();
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection, transactions.apply(connection));
        connection.commit();
        return result;
      } catch (StoreFailure e) {
        connection.rollback();
        throw Transactions.cause(e);
      } catch (SQLException | RuntimeException | Error e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
