package dev.tributary.runtime.postgres;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Transactions of HTTP requests. Each names its workspace first, and row-level security shows
 * nothing else: the second wall behind the check of the token. Thread-safe.
 */
public final class RequestDatabase {
  private static final String ENTER = "select set_config('app.workspace', :workspace, true)";
  private static final String ENTER_BY_KEY =
      ENTER + ", set_config('plan_cache_mode', 'force_generic_plan', true)";

  private final Jdbi jdbi;
  private final Witness witness;

  /**
   * @param request a pool that signs in with the request's role
   */
  public RequestDatabase(DataSource request) {
    this(request, Witness.NONE);
  }

  /**
   * @param witness sees what is about to be committed
   */
  public RequestDatabase(DataSource request, Witness witness) {
    this.jdbi = Jdbi.create(request);
    this.witness = witness;
  }

  public <T> T inWorkspace(String workspace, Function<Handle, T> work) {
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

  /** For what is written beside a change and is none itself. The witness does not see it. */
  public <T> T unwitnessed(String workspace, Function<Handle, T> work) {
    return inTransaction(workspace, ENTER, work);
  }

  /** Says what the current transaction changes, so that the record of it can tell. */
  public void changed(Witness.Changed changed) {
    witness.changed(changed);
  }

  /**
   * A transaction that reads by key. Their plan is the same whatever they are bound to, and
   * planning each anew would cost as much as reading.
   */
  public <T> T byKey(String workspace, Function<Handle, T> work) {
    return inTransaction(workspace, ENTER_BY_KEY, work);
  }

  private <T> T inTransaction(String workspace, String enter, Function<Handle, T> work) {
    return jdbi.inTransaction(handle -> {
      handle.createQuery(enter).bind("workspace", workspace).mapTo(String.class).one();
      return work.apply(handle);
    });
  }
}
