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

  /**
   * @param request a pool that signs in with the request's role
   */
  public RequestDatabase(DataSource request) {
    this.jdbi = Jdbi.create(request);
  }

  public <T> T inWorkspace(String workspace, Function<Handle, T> work) {
    return inTransaction(workspace, ENTER, work);
  }

  /**
   * The same for reads by key. Their plan is the same whatever they are bound to, and planning each
   * anew would cost as much as reading.
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
