package dev.tributary.audience.catalogue;

import java.time.ZoneId;

/** What is to be done so that an audience becomes what its definition says. */
public sealed interface Step {

  /** A new generation is evaluated over everyone, beside the active one. */
  record Build(Wanted wanted, ZoneId zone) implements Step {}

  /** The definition changed in its name only. */
  record Acknowledge(Wanted wanted) implements Step {}

  record Remove(Wanted wanted) implements Step {}
}
