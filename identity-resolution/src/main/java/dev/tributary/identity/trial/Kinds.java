package dev.tributary.identity.trial;

/** The kinds of jobs that take history in once more, as they are stored. */
public final class Kinds {
  /** Tells what would become of whom under rules that do not hold yet. */
  public static final String TRIAL = "rules-trial";

  /** Makes people what the rules in force make of their history. */
  public static final String REBUILD = "rebuild";

  private Kinds() {}
}
