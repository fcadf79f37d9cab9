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
  /** A bulk job that gets its name before the upload, and is polled afterwards. */
  E;

  /** Whether it is safe to repeat an attempt that had no answer. */
  public boolean repeatable() {
    return this != C;
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
          case B -> "The vendor counts a repeated record once" + within(deduplication) + ".";
          case C ->
              "The vendor does not recognise repetitions. A request without an answer is repeated, so"
                  + " a record may count twice. A destination with at-most-once does not repeat it,"
                  + " so a record may be missing.";
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
    return window == null
        ? ""
        : window.toHours() > 1 && window.toMinutesPart() == 0
            ? " within %d hours".formatted(window.toHours())
            : " within %d minutes".formatted(window.toMinutes());
  }

  @JsonValue
  public String wireName() {
    return name();
  }
}
