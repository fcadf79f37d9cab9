package dev.tributary.identity.quality;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/**
 * How many different values there are, told from those of some people. Eight bytes a value: two
 * that share their hash count as one, which among a million is unlikely. Confined to one thread.
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
   * What PostgreSQL takes for the number of distinct values of a column: what was seen, plus the
   * more the more of it was seen only once.
   *
   * @param share of the people that were looked at, 0 to 1; at 1 the answer is exact
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
