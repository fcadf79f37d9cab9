package dev.tributary.identity.stream;

import java.util.List;

/**
 * The decisions between two cursors.
 *
 * @param events the newest ones, sorted from old to new
 * @param skipped how many older ones are left out
 */
public record DecisionBatch(List<DecidedEvent> events, SkippedCount skipped) {
  public static final DecisionBatch NONE = new DecisionBatch(List.of(), SkippedCount.NOTHING);
}
