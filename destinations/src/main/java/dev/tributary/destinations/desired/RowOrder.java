package dev.tributary.destinations.desired;

import dev.tributary.destinations.ledger.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which changes of rows have an effect. The ids of a model's runs ascend, so a change of an
 * older run is a late copy. One of the same run with the same content is a copy too, unless a
 * backfill reads the row again for a sync that has changed. Not thread-safe.
 */
public final class RowOrder {
  private final Map<Row, Seen> newest;
  private final Map<Row, Seen> changed = new HashMap<>();

  /** A row as one sync knows it. */
  public record Row(String workspace, String owner) {
    public static Row of(RowWishes wishes) {
      return new Row(wishes.row().workspace(), wishes.owner());
    }
  }

  /** By which run a row was last changed, and the hash of what it became. */
  public record Seen(Row row, String run, String hash, boolean removed) {
    static Seen of(RowWishes wishes) {
      return new Seen(Row.of(wishes), wishes.row().run(), wishes.row().hash(), wishes.removed());
    }
  }

  /**
   * @param newest what is known of each row; none for a row that is new
   */
  public RowOrder(Map<Row, Seen> newest) {
    this.newest = new HashMap<>(newest);
  }

  /** Whether the wishes are to be applied; notes their run. */
  public boolean admits(RowWishes wishes) {
    Seen seen = Seen.of(wishes);
    Seen before = newest.get(seen.row());
    if (before != null && seen.run().compareTo(before.run()) < 0) {
      return false;
    }
    if (seen.equals(before)) {
      return wishes.lane() == Lane.BACKFILL;
    }
    newest.put(seen.row(), seen);
    changed.put(seen.row(), seen);
    return true;
  }

  /** What is to be remembered. */
  public List<Seen> changed() {
    return new ArrayList<>(changed.values());
  }
}
