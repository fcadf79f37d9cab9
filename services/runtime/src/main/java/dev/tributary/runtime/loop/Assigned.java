package dev.tributary.runtime.loop;

import java.time.Instant;

/** What this member remembers of a partition that it owns. Confined to the loop's thread. */
final class Assigned {
  long next;
  long epoch;
  long published;
  long tick;
  long publishedTick;

  /** Of workspaces that are not held back: the newest time that was read, and that effects had. */
  Instant read = Instant.EPOCH;

  Instant told = Instant.EPOCH;

  /** Everything applied so far has left: the position counts as published too. */
  void allPublished() {
    published = next;
    publishedTick = tick;
  }
}
