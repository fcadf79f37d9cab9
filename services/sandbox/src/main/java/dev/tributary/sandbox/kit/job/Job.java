package dev.tributary.sandbox.kit.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One job, at one moment.
 *
 * @param subject what the items are for, such as a list; empty for nothing
 * @param results one per item if the job has ended, else empty
 */
public record Job<T>(
    String id,
    String subject,
    JobPhase phase,
    List<T> items,
    List<ItemResult> results,
    Times times) {
  /**
   * @param startedAt null before the start
   * @param endedAt null before the end
   */
  public record Times(Instant createdAt, @Nullable Instant startedAt, @Nullable Instant endedAt) {}

  /** An item with its result and its place in the job. */
  public record Numbered<T>(int index, T item, ItemResult result) {}

  public long done() {
    return results.stream().filter(ItemResult.Done.class::isInstance).count();
  }

  public long refused() {
    return results.stream().filter(ItemResult.Refused.class::isInstance).count();
  }
}
