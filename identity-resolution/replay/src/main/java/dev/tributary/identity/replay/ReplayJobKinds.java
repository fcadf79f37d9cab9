package dev.tributary.identity.replay;

/** The stored names of the kinds of jobs that replay history. */
public final class ReplayJobKinds {
  /** Computes how profiles would change under rules that are not in force. */
  public static final String TRIAL = "rules-trial";

  /** Replaces the profiles by the result of a replay under the rules in force. */
  public static final String REBUILD = "rebuild";

  private ReplayJobKinds() {}
}
