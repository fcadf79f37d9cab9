package dev.tributary.identity.quality;

/** Typing errors. */
final class TypingErrors {
  private TypingErrors() {}

  /**
   * Whether the two differ by one inserted, deleted or replaced letter, or by two exchanged
   * neighbours.
   */
  static boolean one(String typed, String meant) {
    if (typed.length() < meant.length()) {
      return one(meant, typed);
    }
    int from = 0;
    while (from < meant.length() && typed.charAt(from) == meant.charAt(from)) {
      from++;
    }
    String rest = typed.substring(from);
    String meantRest = meant.substring(from);
    if (rest.length() > meantRest.length()) {
      return rest.substring(1).equals(meantRest);
    }
    return !rest.isEmpty()
        && (rest.substring(1).equals(meantRest.substring(1))
            || (rest.length() > 1
                && rest.charAt(0) == meantRest.charAt(1)
                && rest.charAt(1) == meantRest.charAt(0)
                && rest.substring(2).equals(meantRest.substring(2))));
  }
}
