package dev.tributary.warehouse.snapshot;

/**
 * The counts of a run.
 *
 * @param read rows that the warehouse returned
 * @param refused rows without a key, with a repeated key, or too large for a message
 * @param added rows that the snapshot before does not have
 * @param changed rows with the key of a row before and other content
 * @param removed rows of the snapshot before that were not returned
 * @param unchanged rows with the same content as before
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
