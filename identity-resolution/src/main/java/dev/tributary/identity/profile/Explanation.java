package dev.tributary.identity.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether two identifiers name one person, and why. */
public sealed interface Explanation {

  /**
   * @param chain from the first to the second; empty where they are the same identifier
   */
  record OnePerson(String profile, List<Chain.Link> chain) implements Explanation {
    public OnePerson {
      chain = List.copyOf(chain);
    }
  }

  /**
   * @param first whom the first leads to; null if nobody has it
   * @param second whom the second leads to; null if nobody has it
   */
  record NotOnePerson(@Nullable String first, @Nullable String second, Reason reason)
      implements Explanation {}

  /** What keeps two identifiers apart. */
  enum Reason {
    UNKNOWN_IDENTIFIER("unknown-identifier"),
    KEPT_APART("kept-apart"),
    NO_EVIDENCE("no-evidence");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }
}
