package dev.tributary.warehouse.snapshot;

/**
 * What a run found.
 *
 * @param read rows that the warehouse gave
 * @param refused rows without a key, or whose key stands more than once
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
