package dev.tributary.warehouse.snapshot;

/**
 * The counts of a run.
 *
 * @param read rows that the warehouse returned
 * @param refused rows without a key, with a repeated key, or too large for a message
 * @param added rows that the previous snapshot does not contain
 * @param changed rows whose key is in the previous snapshot with other content
 * @param removed rows of the previous snapshot that were not returned
 * @param unchanged rows with the same content as in the previous snapshot
 * @param previous rows of the snapshot that the run compared with
 */
public record Counts(
    long read,
    long refused,
    long added,
    long changed,
    long removed,
    long unchanged,
    long previous) {
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);
}
