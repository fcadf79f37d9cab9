package dev.tributary.identity.stream;

/**
 * Decisions that are not told, before any filter.
 *
 * @param exact else there are at least so many: counting has a bound
 */
public record Skipped(long count, boolean exact) {
  public static final Skipped NOTHING = new Skipped(0, true);

  Skipped and(Skipped more) {
    return new Skipped(count + more.count, exact && more.exact);
  }
}
