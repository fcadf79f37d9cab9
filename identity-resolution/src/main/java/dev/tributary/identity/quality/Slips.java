package dev.tributary.identity.quality;

/** Typing errors. */
final class Slips {
  private Slips() {}

  /** Whether one letter put in, left out or replaced, or two neighbours swapped, lie between. */
  static boolean one(String typed, String meant) {
    if (typed.length() < meant.length()) {
      return one(meant, typed);
    }
    int from = 0;
    while (from < meant.length() && typed.charAt(from) == meant.charAt(from)) {
      from++;
    }
    String rest = typed.substring(from);
    String wanted = meant.substring(from);
    if (rest.length() > wanted.length()) {
      return rest.substring(1).equals(wanted);
    }
    return !rest.isEmpty()
        && (rest.substring(1).equals(wanted.substring(1))
            || (rest.length() > 1
                && rest.charAt(0) == wanted.charAt(1)
                && rest.charAt(1) == wanted.charAt(0)
                && rest.substring(2).equals(wanted.substring(2))));
  }
}
