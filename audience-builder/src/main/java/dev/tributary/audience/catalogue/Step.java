package dev.tributary.audience.catalogue;

/** A step that brings an audience to its definition. */
public sealed interface Step {

  DefinedAudience wanted();

  /** Evaluates a new generation over all profiles, while the active one still decides. */
  record Build(DefinedAudience wanted, Settings settings) implements Step {}

  /** Records a change of the definition that concerns only the name. */
  record Acknowledge(DefinedAudience wanted) implements Step {}

  record Remove(DefinedAudience wanted) implements Step {}
}
