package dev.tributary.destinations.plan;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import java.util.function.Consumer;

/** The rows of models, as a backfill reads them. Thread-safe. */
public interface RowSource {
  /**
   * Passes on the newest change of each row, also of rows that were removed. Ends with the query of
   * the caller.
   *
   * @return how many changes cannot be read, so that they are skipped
   * @throws dev.tributary.runtime.problem.Problem 409 if there are too many rows, or if the log has
   *     lost records meanwhile; 503 if the log cannot be read now
   */
  long newest(WorkspaceId workspace, ModelId model, Consumer<RowChange> row);
}
