package dev.tributary.identity.stream;

/**
 * A number of decisions that the reader does not get. It counts them before any filter.
 *
 * @param exact false if there may be more, because counting has a bound
 */
public record SkippedCount(long count, boolean exact) {
  public static final SkippedCount NOTHING = new SkippedCount(0, true);

  SkippedCount and(SkippedCount more) {
    return new SkippedCount(count + more.count, exact && more.exact);
  }
}
