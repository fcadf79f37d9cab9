package dev.tributary.identity.resolution;

import java.util.List;

/** Whom a claim speaks of. */
public sealed interface Resolution {
  String profile();

  /** Nobody had these identifiers. */
  record Create(String profile) implements Resolution {}

  /** One person had some of them; the others are theirs from now on. */
  record Add(String profile) implements Resolution {}

  /**
   * Several people had some of them, so they are one.
   *
   * @param profile the smallest id, which lives on
   * @param losers sorted
   */
  record Merge(String profile, List<String> losers) implements Resolution {}
}
