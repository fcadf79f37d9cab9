package dev.tributary.warehouse.run;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import java.util.List;

/**
 * Remembers removed rows, so that the compacted topic deletes their key after every reader had time
 * to read the removal. A row that comes back is taken off this list.
 */
public interface Tombstones {
  void note(WorkspaceId workspace, ModelId model, List<RowChange> published);

  /**
   * Writes the tombstones that are due, oldest first, and forgets them after the topic has
   * acknowledged them.
   *
   * @param limit the largest number of tombstones
   */
  void publishDue(RowTopic topic, int limit);
}
