package dev.tributary.identity.resolution;

import java.util.List;

/** The profile to which a claim belongs. */
public sealed interface Resolution {
  String profile();

  /** No profile had these identifiers. */
  record Create(String profile) implements Resolution {}

  /** One profile had some of them and gets the others. */
  record Add(String profile) implements Resolution {}

  /**
   * Several profiles had some of them, so they are merged.
   *
   * @param profile the smallest id, which survives
   * @param losers sorted
   */
  record Merge(String profile, List<String> losers) implements Resolution {}
}
