package dev.tributary.destinations.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a batch. The variant decides what the engine does next; {@code words}
 * are the vendor's own, shown to people.
 */
public sealed interface Outcome {

  /**
   * The destination has exactly this content.
   *
   * @param vendorId the record's id there, or null where there is none to keep
   */
  record Delivered(@Nullable String vendorId) implements Outcome {}

  /**
   * This item is refused; sent again only when its content changes or a person asks for it.
   *
   * @param field the field that is wrong, or null if the vendor does not say
   */
  record Rejected(@Nullable String field, String words) implements Outcome {}

  /** The batch is refused as a whole and nothing of it was taken: halved until one is alone. */
  record RefusedTogether(@Nullable String field, String words) implements Outcome {}

  /** Too fast; changes the rate, costs no attempt. */
  record RateLimited(Instant until, String words) implements Outcome {}

  /** The credentials are refused: the destination pauses, nothing is burnt. */
  record Unauthorised(String words) implements Outcome {}

  /** The destination says that it is gone for good: it pauses. */
  record Gone(String words) implements Outcome {}

  /**
   * It certainly had no effect, and may have one later.
   *
   * @param notBefore what the vendor asked for, or null
   */
  record Transient(String words, @Nullable Instant notBefore) implements Outcome {}

  /** Sent, and no answer: what follows depends on the {@link EffectClass}. */
  record Ambiguous(String words) implements Outcome {}

  /** The sync itself cannot work (an unknown list, a missing column): it pauses. */
  record Misconfigured(String words) implements Outcome {}
}
