package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.ledger.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which changes of rows have an effect. The ids of a model's runs ascend, so a change of an
 * older run is a late copy. A change of the same run with the same content is a copy too, unless a
 * backfill reads the row again for a sync that has changed. Not thread-safe.
 */
public final class RowOrder {
  private final Map<Row, Seen> newest;
  private final Map<Row, Seen> changed = new HashMap<>();

  /** A row, for one sync. */
  public record Row(WorkspaceId workspace, String owner) {
    public static Row of(DesiredRows desired) {
      return new Row(desired.row().workspace(), desired.owner());
    }
  }

  /** The run that last changed a row, and the hash of its new content. */
  public record Seen(Row row, RunId run, String hash, boolean removed) {
    static Seen of(DesiredRows desired) {
      return new Seen(
          Row.of(desired), desired.row().run(), desired.row().hash(), desired.removed());
    }
  }

  /**
   * @param newest the stored state of each row; none for a new row
   */
  public RowOrder(Map<Row, Seen> newest) {
    this.newest = new HashMap<>(newest);
  }

  /** Whether the desired record is to be applied; stores its run. */
  public boolean admits(DesiredRows desired) {
    Seen seen = Seen.of(desired);
    Seen before = newest.get(seen.row());
    if (before != null && seen.run().compareTo(before.run()) < 0) {
      return false;
    }
    if (seen.equals(before)) {
      return desired.lane() == Priority.BACKFILL;
    }
    newest.put(seen.row(), seen);
    changed.put(seen.row(), seen);
    return true;
  }

  /** The states to store. */
  public List<Seen> changed() {
    return new ArrayList<>(changed.values());
  }
}
