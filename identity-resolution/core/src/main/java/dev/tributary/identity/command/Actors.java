package dev.tributary.identity.command;

/** Actors of commands that are no users. */
public final class Actors {
  /** Matching, which merges profiles by itself where the probability is high enough. */
  public static final String MATCHING = "matching";

  private Actors() {}
}
