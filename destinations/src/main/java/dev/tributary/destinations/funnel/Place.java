package dev.tributary.destinations.funnel;

/** How far one person came. */
public sealed interface Place {
  record Accepted() implements Place {}

  record Stopped(Stop stop) implements Place {}

  /**
   * They may go, and the ledger has no record of theirs: the sync has not come to them yet, or
   * another person holds what names it.
   */
  record Unrecorded(String matchValue) implements Place {}
}
