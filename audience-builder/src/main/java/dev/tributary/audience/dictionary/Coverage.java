package dev.tributary.audience.dictionary;

/**
 * Which part of all profiles was read. Profiles are distributed over parts by a hash of their ids,
 * so some parts are a fair sample.
 *
 * @param read how many parts, more than 0; with a fraction if the last one was not read to its end
 * @param parts how many there are
 * @param counted how many people or events were read
 */
public record Coverage(double read, int parts, long counted) {
  /** An estimate is marked as one, however much was read. */
  private static final double MOST_OF_INTERRUPTED = 0.99;

  /**
   * Of a read that may have ended among the events of one profile. This profile may have far more
   * events than others, so its events count once, and are not scaled up to all profiles.
   *
   * @param complete how many parts were read, as far as their profiles were read to their end
   * @param ofComplete how many of the people or events belong to these profiles
   * @param counted all people or events that were read
   */
  public static Coverage of(double complete, int parts, long ofComplete, long counted) {
    long once = counted - ofComplete;
    if (once == 0) {
      return new Coverage(complete, parts, counted);
    }
    double total = complete == 0 ? once : ofComplete * (parts / complete) + once;
    double share = Math.min(MOST_OF_INTERRUPTED, counted / total);
    return new Coverage(share * parts, parts, counted);
  }

  public boolean estimated() {
    return read < parts;
  }

  /** The estimated number of people or events in all parts. */
  public long total() {
    return scaled(counted);
  }

  /** The estimate for all profiles from a figure of the parts that were read. */
  public long scaled(long figure) {
    return Math.round(figure * parts / read);
  }
}
