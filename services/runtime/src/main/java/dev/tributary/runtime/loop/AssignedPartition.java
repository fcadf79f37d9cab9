package dev.tributary.runtime.loop;

import java.time.Instant;

/** The state of a partition that this member owns. Confined to the loop's thread. */
final class AssignedPartition {
  long next;
  long epoch;
  long published;
  long tick;
  long publishedTick;

  /**
   * For workspaces that are not held back: the newest time that was read, and the newest time that
   * was applied.
   */
  Instant read = Instant.EPOCH;

  Instant appliedTime = Instant.EPOCH;

  /** All applied messages are published: the position counts as published too. */
  void allPublished() {
    published = next;
    publishedTick = tick;
  }
}
