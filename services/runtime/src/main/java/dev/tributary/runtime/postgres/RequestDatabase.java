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
  private final Jdbi jdbi;

  /**
   * @param request a pool that signs in with the request's role
   */
  public RequestDatabase(DataSource request) {
    this.jdbi = Jdbi.create(request);
  }

  public <T> T inWorkspace(String workspace, Function<Handle, T> work) {
    return jdbi.inTransaction(handle -> {
      handle
          .createQuery("select set_config('app.workspace', :workspace, true)")
          .bind("workspace", workspace)
          .mapTo(String.class)
          .one();
      return work.apply(handle);
    });
  }
}
