package dev.tributary.runtime.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problems;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Transactions of HTTP requests. Each sets its workspace first, and row-level security then shows
 * only its rows. This is a second protection in addition to the check of the token. A statement
 * that takes too long is ended, and the transaction then fails with the problem {@code
 * query-too-long}. A workspace does not use all connections. Thread-safe.
 */
public final class RequestDatabase {
  private static final Logger LOG = Logger.getLogger(RequestDatabase.class);

  private static final String TOO_LONG =
      "A query of this request took too long, and the step that it is part of changed nothing. Ask"
          + " for less at once, such as a shorter time, a narrower filter or a smaller page";

  /** A request has several statements, and the gateway waits 75 seconds for the answer. */
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

  /** As long as a request waits for a connection of the pool. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String ENTER =
      "select set_config('app.workspace', :workspace, true),"
          + " set_config('statement_timeout', :longest, true)";
  private static final String ENTER_BY_KEY =
      ENTER + ", set_config('plan_cache_mode', 'force_generic_plan', true)";

  /** Only the first statement of a transaction may say this. */
  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read, read only";

  private final Jdbi jdbi;
  private final TransactionListener witness;
  private final WorkspaceShare share;
  private final String longestStatement;

  /**
   * @param request a pool that signs in with the request's role
   */
  public RequestDatabase(DataSource request) {
    this(request, TransactionListener.NONE, Integer.MAX_VALUE);
  }

  /**
   * @param witness gets the changes before they are committed
   * @param connections of the pool that the requests of one workspace use at once
   */
  public RequestDatabase(DataSource request, TransactionListener witness, int connections) {
    this(request, witness, new WorkspaceShare(connections, PATIENCE), LONGEST_STATEMENT);
  }

  RequestDatabase(
      DataSource request,
      TransactionListener witness,
      WorkspaceShare share,
      Duration longestStatement) {
    this.jdbi = Jdbi.create(request);
    this.witness = witness;
    this.share = share;
    this.longestStatement = String.valueOf(longestStatement.toMillis());
  }

  /**
   * Within another transaction of this database on the same thread, the work is a part of that
   * transaction. So a check may read while a change is made, and the witness gets the change once.
   */
  public <T> T inWorkspace(WorkspaceId workspace, Function<Handle, T> work) {
    return limited(
        workspace,
        () ->
            jdbi.withHandle(handle ->
                handle.isInTransaction()
                    ? inTransaction(workspace, ENTER, work)
                    : witnessed(workspace, work)));
  }

  private <T> T witnessed(WorkspaceId workspace, Function<Handle, T> work) {
    witness.begun();
    T answer =
        inTransaction(
            workspace,
            ENTER,
            tx -> {
              T result = work.apply(tx);
              witness.beforeCommit(tx, workspace);
              return result;
            });
    witness.committed();
    return answer;
  }

  /**
   * For rows that are written together with a change and are not changes themselves. The witness
   * does not get them.
   */
  public <T> T unwitnessed(WorkspaceId workspace, Function<Handle, T> work) {
    return limited(workspace, () -> inTransaction(workspace, ENTER, work));
  }

  /**
   * A transaction that reads by key. The plan of such statements is the same for all parameters,
   * and planning each again would cost as much as reading.
   */
  public <T> T byKey(WorkspaceId workspace, Function<Handle, T> work) {
    return limited(workspace, () -> inTransaction(workspace, ENTER_BY_KEY, work));
  }

  /**
   * A transaction that reads all rows as of one moment, and cannot change any. Not within another
   * transaction of this database.
   */
  public <T> T snapshot(WorkspaceId workspace, Function<Handle, T> work) {
    return limited(
        workspace,
        () ->
            jdbi.inTransaction(handle -> {
              handle.execute(SNAPSHOT);
              return inTransaction(workspace, ENTER, work);
            }));
  }

  /** For a change whose statements may take as long as they need: it changes many rows. */
  public static void withoutDeadline(Handle tx) {
    tx.execute("set local statement_timeout = 0");
  }

  private <T> T limited(WorkspaceId workspace, Supplier<T> transaction) {
    try {
      return share.within(workspace, transaction);
    } catch (RuntimeException e) {
      if (StatementTimeout.ended(e)) {
        // Without the failure: its message has the values of the statement.
        LOG.infof("A statement of a request of %s took too long", workspace);
        throw Problems.QUERY_TOO_LONG.problem(TOO_LONG);
      }
      throw e;
    }
  }

  private <T> T inTransaction(WorkspaceId workspace, String enter, Function<Handle, T> work) {
    return jdbi.inTransaction(handle -> {
      handle
          .createQuery(enter)
          .bind("workspace", workspace.value())
          .bind("longest", longestStatement)
          .mapTo(String.class)
          .one();
      return work.apply(handle);
    });
  }
}
