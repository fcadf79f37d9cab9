package dev.tributary.identity.profile;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether two identifiers name one person, and why. */
public sealed interface Explanation {

  /**
   * @param chain from the first to the second; empty where they are the same identifier
   */
  record OnePerson(ProfileId profile, List<EvidencePath.Link> chain) implements Explanation {
    public OnePerson {
      chain = List.copyOf(chain);
    }
  }

  /**
   * @param first the person that the first identifier leads to; null if no person has it
   * @param second the person that the second identifier leads to; null if no person has it
   * @param leftOut the newest known event that named both, for {@link Reason#LEFT_OUT} and {@link
   *     Reason#LINKED}
   */
  record NotOnePerson(
      @Nullable ProfileId first,
      @Nullable ProfileId second,
      Reason reason,
      @Nullable LeftOutEvent leftOutEvent)
      implements Explanation {

    /** Whether the two are apart because of a device. */
    public boolean byDevice() {
      return leftOutEvent != null
          && leftOutEvent.leftOut().reason() == LeftOut.Reason.SOMEONE_ELSES_DEVICE;
    }

    /** The same explanation for two people whom the strategy {@code link} connects. */
    public NotOnePerson linked() {
      return new NotOnePerson(first, second, Reason.LINKED, leftOutEvent);
    }
  }

  /**
   * An event that named a person, and an identifier that did not count.
   *
   * @param profile the person that the event belongs to
   * @param stamp of the event
   */
  record LeftOutEvent(LeftOut leftOut, ProfileId profile, Stamp stamp) {}

  /** Why two identifiers do not lead to one person. */
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
