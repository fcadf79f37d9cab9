package dev.tributary.identity.postgres;

import dev.tributary.runtime.purge.WorkspaceTables;
import java.util.List;
import javax.sql.DataSource;

/**
 * The tables from which a deleted workspace is purged. The rows have the workspace's id, or the
 * name of one of its replay copies, in the same column and in a column of its own.
 */
public final class IdentityTables {
  private IdentityTables() {}

  /**
   * @param worker a pool that connects with the worker's role
   */
  public static WorkspaceTables of(DataSource worker) {
    return new WorkspaceTables(
        worker, List.of("workspace", "shadow"), "select name from replay_copy where workspace = ?");
  }
}
