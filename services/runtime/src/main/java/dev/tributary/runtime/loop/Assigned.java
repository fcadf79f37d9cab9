package dev.tributary.runtime.loop;

/** What this member remembers of a partition that it owns. Confined to the loop's thread. */
final class Assigned {
  long next;
  long epoch;
  long published;
  long tick;
  long publishedTick;

  /** Everything applied so far has left: the position counts as published too. */
  void allPublished() {
    published = next;
    publishedTick = tick;
  }
}
