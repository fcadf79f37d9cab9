package dev.tributary.audience.dictionary;

/**
 * How much of everyone was read. People are spread over parts by a hash of their ids, so some parts
 * are a fair sample.
 *
 * @param read at least one
 * @param parts how many there are
 * @param counted how many people or events were read
 */
public record Coverage(int read, int parts, long counted) {
  public boolean estimated() {
    return read < parts;
  }

  /** How many people or events there are in all. */
  public long total() {
    return scaled(counted);
  }

  /** What a figure comes to for everyone. */
  public long scaled(long figure) {
    return Math.round((double) figure * parts / read);
  }
}
