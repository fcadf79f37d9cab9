package dev.tributary.identity.profile;

import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.Stamp;
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
   * @param aside the newest event known that named both, for {@link Reason#LEFT_OUT} and {@link
   *     Reason#LINKED}
   */
  record NotOnePerson(
      @Nullable String first, @Nullable String second, Reason reason, @Nullable Aside aside)
      implements Explanation {

    /** Whether a device is why the two are not one. */
    public boolean byDevice() {
      return aside != null && aside.leftOut().reason() == LeftOut.Reason.SOMEONE_ELSES_DEVICE;
    }

    /** The same of two who are connected. */
    public NotOnePerson linked() {
      return new NotOnePerson(first, second, Reason.LINKED, aside);
    }
  }

  /**
   * An event that named a person and, beside, an identifier that did not count.
   *
   * @param profile whose event it is
   * @param stamp of the event
   */
  record Aside(LeftOut leftOut, String profile, Stamp stamp) {}

  /** What keeps two identifiers apart. */
  enum Reason {
    UNKNOWN_IDENTIFIER("unknown-identifier"),
    KEPT_APART("kept-apart"),
    LEFT_OUT("left-out"),
    LINKED("linked"),
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
