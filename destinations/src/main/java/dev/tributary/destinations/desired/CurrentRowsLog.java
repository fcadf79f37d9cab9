package dev.tributary.destinations.desired;

/** The current log of rows. Offsets begin again in a log that was created again. */
public record CurrentRowsLog(long number) {
  private static final int OFFSET_BITS = 48;

  /**
   * Orders the rows of one partition: the value is greater than each position in an earlier log.
   */
  public long position(long offset) {
    return (number << OFFSET_BITS) + offset;
  }
}
