package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import java.util.Optional;

/**
 * Stores what is spent of long windows. While it is away, nothing is granted, and no call fails.
 * Thread-safe.
 */
public interface SpentStore {
  /**
   * @param account an opaque name
   * @param budget its name within the account
   */
  record Key(WorkspaceId workspace, String account, String budget) {}

  /**
   * @param granted how many of the wanted units were added
   * @param spent what the window has now, of all workspaces and instances
   */
  record Taken(long granted, long spent) {}

  /**
   * Adds units to the current part of a window, as far as the whole window has no more than its
   * limit.
   *
   * @return empty while the store is away
   */
  Optional<Taken> take(Key key, Counted window, long limit, long wanted);

  /** Removes units that were added and not used. */
  void giveBack(Key key, Counted window, long units);

  /** The vendor says that at least so much is spent. */
  void raise(Key key, Counted window, long spent);
}
