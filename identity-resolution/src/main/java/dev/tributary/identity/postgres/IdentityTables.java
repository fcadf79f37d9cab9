package dev.tributary.identity.postgres;

import dev.tributary.runtime.purge.WorkspaceTables;
import java.util.List;
import javax.sql.DataSource;

/**
 * The tables that a deleted workspace is purged from: under its own id, and under the names of its
 * shadows, which stand in the same column and in a column of their own.
 */
public final class IdentityTables {
  private IdentityTables() {}

  /**
   * @param worker a pool that signs in with the worker's role
   */
  public static WorkspaceTables of(DataSource worker) {
    return new WorkspaceTables(
        worker, List.of("workspace", "shadow"), "select name from shadow where workspace = ?");
  }
}
