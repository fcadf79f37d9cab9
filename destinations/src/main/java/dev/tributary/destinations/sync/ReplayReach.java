package dev.tributary.destinations.sync;

import java.time.Duration;

/**
 * How far back a replay of events can begin.
 *
 * @param longest as long as the ledger keeps delivered events, by which a replay knows what the
 *     sync has had, and as long as the log keeps the events
 */
public record ReplayReach(Duration longest) {
  /**
   * @param delivered how long the ledger keeps delivered events
   * @param logged how long the log keeps events
   */
  public static ReplayReach of(Duration delivered, Duration logged) {
    return new ReplayReach(delivered.compareTo(logged) < 0 ? delivered : logged);
  }
}
