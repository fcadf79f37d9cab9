package dev.tributary.audience.rule;

/** How large a rule and its parts may be. */
public final class RuleLimits {
  /** How deep groups nest. */
  public static final int DEPTH = 10;

  /** Conditions and groups of a rule. */
  public static final int NODES = 200;

  /** The largest number of events to compare with. */
  public static final int COUNT = 1_000_000;

  /** Conditions on the properties of an event. */
  public static final int PROPERTIES = 20;

  /** The values of a list. */
  public static final int VALUES = 1_000;

  /** The characters of the name of an event or an audience, and of a path. */
  public static final int NAME = 1_000;

  /** The characters of a text to compare with. */
  public static final int TEXT = 1_000;

  /** The largest amount of a span, in its unit. */
  public static final int SPAN = 36_500;

  private RuleLimits() {}
}
