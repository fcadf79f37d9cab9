package dev.tributary.audience.rule;

/**
 * Whether a condition holds, and how long this answer is valid if only time passes.
 *
 * @param until epoch milliseconds: from now up to, but not including, this instant the answer is
 *     the same; {@link #FOREVER} if time alone never changes it. At the instant itself the answer
 *     may be the same or not.
 */
public record Answer(boolean holds, long until) {
  public static final long FOREVER = Long.MAX_VALUE;

  public static Answer always(boolean holds) {
    return new Answer(holds, FOREVER);
  }

  /** Holds from one instant up to, but not including, another. */
  static Answer during(long from, long to, long now) {
    if (now < from) {
      return new Answer(false, from);
    }
    return now < to ? new Answer(true, to) : always(false);
  }

  Answer not() {
    return new Answer(!holds, until);
  }
}
