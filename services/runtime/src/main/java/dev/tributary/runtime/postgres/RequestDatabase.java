package dev.tributary.runtime.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Transactions of HTTP requests. Each sets its workspace first, and row-level security then shows
 * only its rows. This is a second protection in addition to the check of the token. Thread-safe.
 */
public final class RequestDatabase {
  private static final String ENTER = "select set_config('app.workspace', :workspace, true)";
  private static final String ENTER_BY_KEY =
      ENTER + ", set_config('plan_cache_mode', 'force_generic_plan', true)";

  private final Jdbi jdbi;
  private final TransactionListener witness;

  /**
   * @param request a pool that signs in with the request's role
   */
  public RequestDatabase(DataSource request) {
    this(request, TransactionListener.NONE);
  }

  /**
   * @param witness gets the changes before they are committed
   */
  public RequestDatabase(DataSource request, TransactionListener witness) {
    this.jdbi = Jdbi.create(request);
    this.witness = witness;
  }

  /**
   * Within another transaction of this database on the same thread, the work is a part of that
   * transaction. So a check may read while a change is made, and the witness gets the change once.
   */
  public <T> T inWorkspace(WorkspaceId workspace, Function<Handle, T> work) {
    return jdbi.withHandle(handle ->
        handle.isInTransaction()
            ? inTransaction(workspace, ENTER, work)
            : witnessed(workspace, work));
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
    return inTransaction(workspace, ENTER, work);
  }

  /**
   * A transaction that reads by key. The plan of such statements is the same for all parameters,
   * and planning each again would cost as much as reading.
   */
  public <T> T byKey(WorkspaceId workspace, Function<Handle, T> work) {
    return inTransaction(workspace, ENTER_BY_KEY, work);
  }

  private <T> T inTransaction(WorkspaceId workspace, String enter, Function<Handle, T> work) {
    return jdbi.inTransaction(handle -> {
      handle.createQuery(enter).bind("workspace", workspace.value()).mapTo(String.class).one();
      return work.apply(handle);
    });
  }
}
