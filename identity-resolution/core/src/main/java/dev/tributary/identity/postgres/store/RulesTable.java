package dev.tributary.identity.postgres.store;

/** How identity rules are stored. */
public final class RulesTable {
  /** The kind of the definition; each workspace has one at most, under the same word as its key. */
  public static final String KIND = "identity-rules";

  private RulesTable() {}
}
