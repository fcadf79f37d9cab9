package dev.tributary.destinations.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one item of a batch. The variant decides what the engine does next; {@code words}
 * are the vendor's own text, shown to users.
 */
public sealed interface Outcome {
  /** The vendor's text; empty if the item was delivered. */
  String words();

  /**
   * The destination has exactly this content.
   *
   * @param vendorId the id of the record at the destination, or null if there is none to keep
   */
  record Delivered(@Nullable String vendorId) implements Outcome {
    @Override
    public String words() {
      return "";
    }
  }

  /**
   * The destination refuses this item. It is sent again only when its content changes or a user
   * asks for it.
   *
   * @param field the field that is wrong, or null if the vendor does not say
   */
  record Rejected(@Nullable String field, String words) implements Outcome {}

  /**
   * The destination refuses the batch as a whole and applied nothing of it. The engine halves the
   * batch until the faulty item is alone.
   */
  record RefusedTogether(@Nullable String field, String words) implements Outcome {}

  /**
   * The vendor no longer has the record with this id. The engine sends the item once more without
   * the id, as if it were new.
   */
  record Missing(String words) implements Outcome {}

  /**
   * The vendor has the record already, so it was not created. A protocol that searches updates it;
   * for others, the engine repeats the attempt later.
   *
   * @param vendorId the id of the record, or null if the answer does not name it
   */
  record Exists(@Nullable String vendorId, String words) implements Outcome {}

  /**
   * The vendor no longer has the {@link Place} of the batch. The engine forgets its id, searches
   * for the place again or creates it, and sends the item once more.
   */
  record PlaceGone(String words) implements Outcome {}

  /** Too many requests. The rate is reduced, and no attempt is counted. */
  record RateLimited(Instant until, String words) implements Outcome {}

  /** The destination refuses the credentials: the destination pauses, and no attempt is counted. */
  record Unauthorised(String words) implements Outcome {}

  /** The destination no longer exists, by its own answer: it pauses. */
  record Gone(String words) implements Outcome {}

  /**
   * The attempt certainly had no effect; a later one may succeed.
   *
   * @param notBefore the earliest next attempt that the vendor asked for, or null
   */
  record Transient(String words, @Nullable Instant notBefore) implements Outcome {}

  /**
   * Sent, but without an answer: the next step depends on the {@link EffectClass}.
   *
   * @param notBefore the earliest next attempt, or null
   */
  record Ambiguous(String words, @Nullable Instant notBefore) implements Outcome {
    public Ambiguous(String words) {
      this(words, null);
    }
  }

  /**
   * The sync itself cannot work (an unknown list, a missing column): it pauses.
   *
   * @param setting the name of the setting that is wrong, or null if it is not known
   */
  record Misconfigured(@Nullable String setting, String words) implements Outcome {
    public Misconfigured(String words) {
      this(null, words);
    }
  }
}
