package dev.tributary.identity.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * Estimates the number of different values of all people from the values of a sample. It needs
 * eight bytes for each value. Two values with the same hash count as one, which is unlikely among a
 * million. Confined to one thread.
 */
final class DistinctValues {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long[] hashes = new long[16];
  private int size;

  void add(JsonNode value) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    hashes[size++] = hash(value.toString());
  }

  /**
   * The estimate that PostgreSQL uses for the number of distinct values of a column: the number of
   * observed values, plus a part that grows with the share of values that were observed only once.
   *
   * @param share of the people that were sampled, 0 to 1; at 1 the answer is exact
   * @see <a href="https://dl.acm.org/doi/10.5555/645921.673295">Haas et al., Sampling-Based
   *     Estimation of the Number of Distinct Values of an Attribute, 1995</a>, the estimator Duj1
   */
  long estimate(double share) {
    Arrays.sort(hashes, 0, size);
    long distinct = 0;
    long once = 0;
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && hashes[to] == hashes[from]) {
        to++;
      }
      distinct++;
      once += to - from == 1 ? 1 : 0;
      from = to;
    }
    return size == 0 ? 0 : Math.round(distinct * (double) size / (size - once + once * share));
  }

  /** FNV-1a, by Fowler, Noll and Vo. */
  private static long hash(String text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash;
  }
}
