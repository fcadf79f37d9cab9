package dev.tributary.control.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status of one stage.
 *
 * @param stage {@code identity} applies events, commands and rows to profiles; {@code audiences}
 *     computes memberships; {@code destinations} writes the ledger and delivers; {@code read-trail}
 *     and {@code administration-trail} write the audit trail
 * @param reachable whether the service answers
 * @param behind by topic, how many messages it has not yet applied and published, over all
 *     workspaces
 * @param behindSince when the oldest of those messages was written: how long it has been waiting is
 *     the stage's lag; null if none waits, or if the log did not answer in time for all of them
 * @param late whether the oldest of those messages has waited for more than a minute: pages then
 *     show data that are late
 * @param standing the partitions whose position has not moved for a minute although there is
 *     something to read; no later input of the partition is applied
 * @param pending by kind of work, what the workspace waits for
 */
public record StageStatus(
    Stage stage,
    boolean reachable,
    Map<String, Long> behind,
    @Nullable Instant behindSince,
    boolean late,
    List<StalledPartition> standing,
    Map<String, Long> pending) {

  public boolean caughtUp() {
    return reachable
        && standing.isEmpty()
        && behind.values().stream().allMatch(missing -> missing == 0)
        && pending.values().stream().allMatch(work -> work == 0);
  }
}
