package dev.tributary.warehouse.http;

import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.warehouse.snapshot.Counts;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A run's counts for a caller who may not see exact ones.
 *
 * @param read rows that the warehouse returned
 * @param refused rows without a key, with a repeated key, or too large for a message
 * @param added rows that the previous snapshot does not contain
 * @param changed rows whose key is in the previous snapshot with other content
 * @param removed rows of the previous snapshot that were not returned
 * @param unchanged rows with the same content as in the previous snapshot
 * @param previous rows of the snapshot that the run compared with
 */
@Schema(name = "ApproximateCounts")
public record ApproximateCounts(
    Approximate read,
    Approximate refused,
    Approximate added,
    Approximate changed,
    Approximate removed,
    Approximate unchanged,
    Approximate previous) {

  /**
   * @param rounding rounds a number, given the name of the count
   */
  static ApproximateCounts of(Counts counts, BiFunction<Long, String, Approximate> rounding) {
    return new ApproximateCounts(
        rounding.apply(counts.read(), "read"),
        rounding.apply(counts.refused(), "refused"),
        rounding.apply(counts.added(), "added"),
        rounding.apply(counts.changed(), "changed"),
        rounding.apply(counts.removed(), "removed"),
        rounding.apply(counts.unchanged(), "unchanged"),
        rounding.apply(counts.previous(), "previous"));
  }

  /** The rounded numbers, 0 for small ones. */
  Counts counts() {
    return new Counts(
        read.number(),
        refused.number(),
        added.number(),
        changed.number(),
        removed.number(),
        unchanged.number(),
        previous.number());
  }
}
