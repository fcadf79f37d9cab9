package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The guarantee about the effects at a destination; docs/reference/connectors.md explains each
 * class.
 */
public enum EffectClass {
  /** Upsert by key: the newest version wins, unchanged records are not sent again. */
  A,
  /** Append with a deduplication key of the destination: once within its window. */
  B,
  /** Append without a deduplication key: at least once or at most once, chosen per destination. */
  C,
  /** A transactional store: exactly once. */
  D,
  /**
   * Records that are sent only in jobs ({@link Protocol.Job}): once. A job is not repeated while
   * the vendor may have it.
   */
  E;

  /**
   * Whether a new run may compare a delivery again whose attempt had no answer. Of class E, the
   * vendor may still have the job.
   */
  public boolean repeatable() {
    return switch (this) {
      case A, B, D -> true;
      case C, E -> false;
    };
  }

  /**
   * Whether a repeat must have the same items as the attempt before: the key of the batch or the
   * name of the job, by which the destination recognises a repeat, stands for these items.
   */
  public boolean repeatsBatches() {
    return this == B || this == C || this == E;
  }

  /** The guarantee for users, in one to three sentences. */
  String promise(@Nullable Deduplication deduplication, Confirmation confirms) {
    String effects =
        switch (this) {
          case A ->
              "A repeated request has no second effect. Records that have not changed are not sent"
                  + " again.";
          case B ->
              deduplication != null && deduplication.form() == Deduplication.Form.BATCH
                  ? "A repeated batch replaces its first attempt. If its records or the settings"
                      + " have changed before the repetition, a record may be there twice, with the"
                      + " same id and version."
                  : "The vendor counts a repeated record once" + within(deduplication) + ".";
          case C ->
              "The vendor does not recognise repetitions. A request without an answer is repeated,"
                  + " so a record may count twice. A destination with at-most-once does not repeat"
                  + " it, so a record may be missing.";
          case D ->
              "Each record is written exactly once, in one transaction with a note of its"
                  + " delivery.";
          case E -> "A job is named before it starts, so it does not run twice.";
        };
    return confirms == Confirmation.DELIVERED
        ? effects
        : effects + " The vendor confirms that it has received a record, and no more.";
  }

  private static String within(@Nullable Deduplication deduplication) {
    Duration window = deduplication == null ? null : deduplication.window();
    return window == null ? "" : " within " + Deduplication.shown(window);
  }

  @JsonValue
  public String wireName() {
    return name();
  }
}
