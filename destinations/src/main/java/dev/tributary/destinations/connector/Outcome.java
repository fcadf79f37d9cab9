package dev.tributary.destinations.connector;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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
   * The vendor has received this item, and never confirms more: it applies the item later, and no
   * request can ask for the result. The item is done, but nobody may call it delivered.
   *
   * @param vendorId the id of the record at the destination, or null if there is none to keep
   */
  record Accepted(@Nullable String vendorId) implements Outcome {
    @Override
    public String words() {
      return "";
    }
  }

  /**
   * The vendor has received the items of a call, refused some of them, and reports only their
   * number: this item may be one of them. It is done like {@link Accepted}. All items of the call
   * have the same outcome; {@link #accepted} makes them.
   *
   * @param items how many items of the call have this outcome
   * @param refusals fewer than {@code items}
   */
  record PartlyRefused(int items, List<CountedRefusal> refusals) implements Outcome {
    public PartlyRefused {
      refusals = List.copyOf(refusals);
    }

    /** For example, {@code 3 of 100 records were refused: 2 invalid e-mail, 1 too old}. */
    @Override
    public String words() {
      String reasons =
          refusals.stream()
              .filter(refusal -> !refusal.reason().isEmpty())
              .map(refusal -> refusal.count() + " " + refusal.reason())
              .collect(Collectors.joining(", "));
      String number = "%d of %d records were refused".formatted(refused(refusals), items);
      return reasons.isEmpty() ? number : number + ": " + reasons;
    }
  }

  /**
   * The item is in a job or a queue of the vendor, which works on it later. The engine keeps the
   * job, and asks for its result with {@link Connector#question}.
   *
   * @param job the vendor's name of the job
   * @param askAt the earliest time at which an answer can be expected
   * @param words the vendor's text about the progress; may be empty
   * @param position the index of the item in the call that made the job; the engine sets it
   */
  record Submitted(String job, Instant askAt, String words, @Nullable Integer position)
      implements Outcome {
    public Submitted(String job, Instant askAt, String words) {
      this(job, askAt, words, null);
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
   * The sync only creates records, and the vendor has this record already. It is sent again only
   * when its content changes or a user asks for it. If the batch may also update the record, the
   * outcome is {@link Exists}.
   */
  record RefusedExisting(String words) implements Outcome {}

  /**
   * The sync only updates records, and the vendor does not have this record. It is sent again only
   * when its content changes or a user asks for it. If the batch may also create the record, the
   * outcome is {@link Missing}.
   */
  record RefusedMissing(String words) implements Outcome {}

  /**
   * The vendor refuses this item, because it refers to another record that the vendor does not have
   * yet, such as the company of a contact. The item is sent again with growing pauses.
   *
   * @param words which record is missing
   */
  record WaitsForRecord(String words) implements Outcome {}

  /**
   * The destination refuses the batch as a whole and applied nothing of it. The engine halves the
   * batch until the faulty item is alone.
   */
  record RefusedTogether(@Nullable String field, String words) implements Outcome {}

  /**
   * The vendor no longer has the record with this id. The engine sends the item once more without
   * the id, as if it were new. In a batch that only updates, the last one of these outcomes counts
   * as {@link RefusedMissing}.
   */
  record Missing(String words) implements Outcome {}

  /**
   * The vendor has the record already, so it was not created. A protocol that searches updates it;
   * for others, the engine repeats the attempt later. In a batch that only creates, this counts as
   * {@link RefusedExisting}.
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

  /**
   * A budget of this installation holds the request back: nothing was sent. The rate stays as it
   * is, no attempt is counted, and the item can go in any later batch.
   */
  record HeldBack(Instant until, String words) implements Outcome {}

  /**
   * Nothing was sent, because it is not known now to which account of the vendor the credentials
   * belong; only the engine returns it. No attempt is counted, and the item can go in any later
   * batch.
   *
   * @param until the earliest next attempt
   */
  record WaitsForAccount(Instant until, String words) implements Outcome {}

  /**
   * Nothing was sent, because the {@link Place} of the batch is being created, or a request for its
   * creation may still succeed; only the engine returns it. No attempt is counted, and the item can
   * go in any later batch.
   *
   * @param until the earliest next attempt
   */
  record WaitsForPlace(Instant until, String words) implements Outcome {}

  /**
   * The account has spent its quota of a day, a month or another long time, and nothing of this
   * item was applied. Until then, nothing is sent to the account. No attempt is counted, the item
   * can go in any later batch, and the rate stays as it is.
   *
   * @param until the next quota begins; the engine tries again after a day at the latest
   */
  record QuotaSpent(Instant until, String words) implements Outcome {}

  /** The destination refuses the credentials: the destination pauses, and no attempt is counted. */
  record Unauthorised(String words) implements Outcome {}

  /**
   * Nothing was sent, because the credentials cannot be used until a user acts: the destination
   * pauses, and no attempt is counted.
   *
   * @param reason of the pause
   * @param words what has happened, and who can do what about it
   */
  record UnusableCredentials(Reason reason, String words) implements Outcome {
    /** Why credentials cannot be used. */
    public enum Reason {
      /** The vendor does not accept the consent of its user any more. */
      GRANT_REVOKED,
      /** No user of the vendor has consented yet, or for another address. */
      NOT_CONNECTED,
      /** The credentials belong to another account than before. */
      ANOTHER_ACCOUNT,
      /** The vendor does not name the account of changed credentials. */
      ACCOUNT_UNKNOWN;

      public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }

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
   * A job of the vendor has ended, and what it did with this item cannot be read. The item is not
   * sent again by itself, whatever the {@link EffectClass}: a user has to decide.
   */
  record ResultUnknown(String words) implements Outcome {}

  /**
   * Nothing was sent. An earlier attempt may have arrived, and the vendor would not recognise a
   * repetition any more: the window of its {@link Deduplication} has passed. The item is not sent
   * again by itself: a user has to decide.
   */
  record NotRepeated(String words) implements Outcome {}

  /**
   * The sync itself cannot work (an unknown list, a missing column): it pauses.
   *
   * @param setting the name of the setting of the sync or of its destination that is wrong; null if
   *     it is not known
   */
  record Misconfigured(@Nullable String setting, String words) implements Outcome {
    public Misconfigured(String words) {
      this(null, words);
    }
  }

  /** The same outcome; of an item in a job, with its index in the call. */
  default Outcome at(int position) {
    return this instanceof Submitted(String job, Instant askAt, String words, _)
        ? new Submitted(job, askAt, words, position)
        : this;
  }

  /**
   * The outcomes of items that the vendor has received, and of which it may have refused some
   * without saying which. If it refused all of them, each item is rejected.
   *
   * @param items the number of items
   */
  static List<Outcome> accepted(int items, List<CountedRefusal> refusals) {
    long refused = refused(refusals);
    Outcome outcome = refused == 0 ? new Accepted(null) : new PartlyRefused(items, refusals);
    return Collections.nCopies(
        items, refused < items ? outcome : new Rejected(null, outcome.words()));
  }

  private static long refused(List<CountedRefusal> refusals) {
    return refusals.stream().mapToLong(CountedRefusal::count).sum();
  }
}
