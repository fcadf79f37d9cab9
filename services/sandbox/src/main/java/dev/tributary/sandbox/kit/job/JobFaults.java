package dev.tributary.sandbox.kit.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How jobs go wrong, in the format of the control API.
 *
 * @param stuck whether jobs never end
 * @param failAfter the number of items after which a job fails; null if jobs do not fail
 * @param results damages of the results; null for none
 * @param everySecondLaterMilliseconds how much later every second job ends, so that jobs have their
 *     effects in another order; null for 0
 */
public record JobFaults(
    boolean stuck,
    @Nullable Integer failAfter,
    @Nullable List<Damage> results,
    @Nullable Long everySecondLaterMilliseconds) {
  static final JobFaults NONE = new JobFaults(false, null, null, null);

  /** A damage of results that a vendor returns. */
  public enum Damage {
    /** The second half is missing. */
    @JsonProperty("truncated")
    TRUNCATED,
    /** The results come in another order than the items. */
    @JsonProperty("reordered")
    REORDERED,
    /** A file has a column that no document names, before the others. */
    @JsonProperty("unknown-header")
    UNKNOWN_HEADER
  }

  public JobFaults {
    if (failAfter != null && failAfter < 0) {
      throw new IllegalArgumentException("failAfter must be 0 or more");
    }
    if (everySecondLaterMilliseconds != null && everySecondLaterMilliseconds < 0) {
      throw new IllegalArgumentException("everySecondLaterMilliseconds must be 0 or more");
    }
  }

  /** The delay of the job with this number, from 1. */
  long delay(long number) {
    return everySecondLaterMilliseconds == null || number % 2 == 1
        ? 0
        : everySecondLaterMilliseconds;
  }

  boolean damages(Damage damage) {
    return results != null && results.contains(damage);
  }
}
