package dev.tributary.audience.dictionary;

/**
 * Which part of all profiles was read. Profiles are distributed over parts by a hash of their ids,
 * so some parts are a fair sample.
 *
 * @param read at least one
 * @param parts how many there are
 * @param counted how many people or events were read
 */
public record Coverage(int read, int parts, long counted) {
  public boolean estimated() {
    return read < parts;
  }

  /** The estimated number of people or events in all parts. */
  public long total() {
    return scaled(counted);
  }

  /** The estimate for all profiles from a figure of the parts that were read. */
  public long scaled(long figure) {
    return Math.round((double) figure * parts / read);
  }
}
