package dev.tributary.destinations.pacing;

import dev.tributary.destinations.pacing.Window.Counted;
import java.sql.SQLException;

/** Stores what is spent of long windows. Each method is one transaction. Thread-safe. */
public interface SpentStore {
  /**
   * @param account an opaque name
   * @param budget its name within the account
   */
  record Key(String workspace, String account, String budget) {}

  /**
   * @param granted how many of the wanted units were added
   * @param spent what the window has now, of all workspaces and instances
   */
  record Taken(long granted, long spent) {}

  /**
   * Adds units to the current part of a window, as far as the whole window has no more than its
   * limit.
   *
   * @param wanted 0 only reads
   */
  Taken take(Key key, Counted window, long limit, long wanted) throws SQLException;

  /** Removes units that were added and not used. */
  void giveBack(Key key, Counted window, long units) throws SQLException;

  /** The vendor says that at least so much is spent. */
  void raise(Key key, Counted window, long spent) throws SQLException;
}
