package dev.tributary.destinations.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of the ledger with the records of a vendor.
 *
 * @param compared how many records of the ledger are compared
 * @param skipped how many records are left out: they are on their way, were refused, or were
 *     delivered just before
 * @param listed how many records the vendor has listed so far
 * @param foreign how many listed records the ledger does not know
 * @param foreignExamples their match values, masked
 * @param arrived how many uncertain deliveries are delivered, because the vendor has them
 * @param same null until the result is known, like {@code missing} and {@code different}
 * @param renamed how many records have another match value there, or were merged into another one.
 *     They are not compared, and not repaired
 * @param returned how many listed records were removed before
 * @param repairable whether the differences can be sent again
 * @param words why the run waits or has failed; null if there is nothing to say
 * @param repaired how many records were sent again; null if nobody has repaired
 */
@RecordBuilder
public record Reconciliation(
    String id,
    State state,
    long compared,
    long skipped,
    long listed,
    long foreign,
    List<String> foreignExamples,
    long arrived,
    @Nullable Long same,
    @Nullable Long missing,
    @Nullable Long different,
    @Nullable Long renamed,
    long returned,
    boolean repairable,
    @Nullable String words,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant repairedAt,
    @Nullable Long repaired) {
  /** Fewer records are repaired without a question. */
  private static final long SMALL = 20;

  private static final double SHARE = 0.10;

  /** How far a reconciliation is. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Whether a repair needs the consent of a user to its number: it would send more than 20 records,
   * and more than 10 % of those that were compared. A list that is empty by mistake must not send
   * everything again.
   *
   * @param records to send, as the user sees their number
   */
  public static boolean isHeld(long records, long compared) {
    return records > SMALL && records > compared * SHARE;
  }
}
