package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Stores what is spent of long windows: the units of all instances, and apart from them what the
 * vendor says of others. While it is away, nothing is granted, and no call fails. Thread-safe.
 */
public interface SpentStore {
  /** No window is longer. For so long, former names of an account count. */
  Duration LONGEST_WINDOW = Duration.ofDays(1);

  /** The use of a name is to be recorded again after this time. */
  Duration RECORDED = Duration.ofHours(1);

  /**
   * A destination uses an account under this name. Until {@link #LONGEST_WINDOW} later, the names
   * that one destination has used are names of one account: a new token has no quota of its own.
   *
   * @return false while the store is away
   */
  boolean uses(WorkspaceId workspace, DestinationId destination, String account, Instant now);

  /**
   * @param account an opaque name
   * @param budget its name within the account
   */
  record Key(WorkspaceId workspace, String account, String budget) {}

  /**
   * @param granted how many of the wanted units were added
   * @param spent what the window has now: units of all workspaces and instances, and those of
   *     others
   * @param others what others have spent, as the vendor says
   */
  record Taken(long granted, long spent, long others) {}

  /**
   * Adds units to the current part of a window, as far as the whole window has no more than its
   * limit.
   *
   * @param now numbers of the vendor that count no longer than this are ignored
   * @return empty while the store is away
   */
  Optional<Taken> take(Key key, Counted window, long limit, long wanted, Instant now);

  /** Removes units that were added and not used. */
  void giveBack(Key key, Counted window, long units);

  /**
   * The vendor says how much of a window is spent by all programs. The number replaces an earlier
   * one, whether it is higher or lower. It does not change the units of instances.
   *
   * @param least others have spent at least so much, whatever the instances have; negative if the
   *     window has more units than its limit
   * @param until when the number counts no longer
   * @return what the window has now; empty while the store is away
   */
  Optional<Taken> tell(Key key, Counted window, long spent, long least, Instant now, Instant until);

  /**
   * Whether the caller asks the vendor now how much of a budget is used. Of all instances, one
   * caller does within each interval.
   *
   * @return false also while the store is away
   */
  boolean asks(Key key, Instant now, Duration interval);

  /** Keeps the last answer of the vendor, for people. Nothing waits for it. */
  void reported(Key key, ReportedUse use, Instant at);
}
