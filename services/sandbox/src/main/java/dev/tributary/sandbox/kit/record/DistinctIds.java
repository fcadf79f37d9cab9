package dev.tributary.sandbox.kit.record;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts ids and their repeats, in 16 to 32 bytes per id: an open-addressing set of 64-bit hashes.
 * The probability that two different ids count as one is about n² / 2⁶⁵ (1 in 10⁷ for a million
 * ids). Not thread-safe.
 */
public final class DistinctIds {
  public static final int MAXIMUM = 2_500_000;

  private static final int SHOWN_REPEATS = 100;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /**
   * @param complete false if there were more distinct ids than {@link #MAXIMUM}; from then on only
   *     {@code received} is right
   * @param repeated the first ids that came more than once, with the number of times
   */
  public record Counts(
      long received, int distinct, long repeats, boolean complete, Map<String, Integer> repeated) {}

  private final Map<String, Integer> repeated = new LinkedHashMap<>();
  private long[] slots = new long[1024];
  private int distinct;
  private long received;
  private long repeats;
  private boolean complete = true;

  public void add(String id) {
    received++;
    long hash = hash(id);
    int slot = slot(slots, hash);
    if (slots[slot] == hash) {
      repeats++;
      if (repeated.containsKey(id) || repeated.size() < SHOWN_REPEATS) {
        repeated.merge(id, 2, (times, two) -> times + 1);
      }
    } else if (distinct == MAXIMUM) {
      complete = false;
    } else {
      slots[slot] = hash;
      distinct++;
      growWhenHalfFull();
    }
  }

  public Counts counts() {
    return new Counts(received, distinct, repeats, complete, Map.copyOf(repeated));
  }

  private void growWhenHalfFull() {
    if (distinct * 2 <= slots.length || slots.length > MAXIMUM) {
      return;
    }
    var larger = new long[slots.length * 2];
    for (long hash : slots) {
      if (hash != 0) {
        larger[slot(larger, hash)] = hash;
      }
    }
    slots = larger;
  }

  /** The slot of the hash, or the free slot for it. */
  private static int slot(long[] slots, long hash) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** FNV-1a, then the finaliser of SplitMix64, since FNV alone spreads low bits badly. Never 0. */
  private static long hash(String id) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }
}
