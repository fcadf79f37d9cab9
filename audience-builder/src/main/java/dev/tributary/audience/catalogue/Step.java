package dev.tributary.audience.catalogue;

/** What is to be done so that an audience becomes what its definition says. */
public sealed interface Step {

  Wanted wanted();

  /** A new generation is evaluated over everyone, beside the active one. */
  record Build(Wanted wanted, Settings settings) implements Step {}

  /** The definition changed in its name only. */
  record Acknowledge(Wanted wanted) implements Step {}

  record Remove(Wanted wanted) implements Step {}
}
