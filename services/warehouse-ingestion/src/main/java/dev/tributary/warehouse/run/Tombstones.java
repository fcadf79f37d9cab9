package dev.tributary.warehouse.run;

import dev.tributary.contracts.row.RowChange;
import java.util.List;

/**
 * Remembers removed rows, so that their key is forgotten by the compacted topic once every reader
 * had time to see the removal. A row that comes back is struck off again.
 */
public interface Tombstones {
  void note(String workspace, String model, List<RowChange> published);
}
