package dev.tributary.destinations.plan;

import java.util.Arrays;

/** A set of 64-bit hashes that needs 11 to 32 bytes for each. Not thread-safe. */
final class Hashes {
  private static final int SMALLEST = 1 << 10;

  /** Open addressing with linear probing; 0 is an empty slot. */
  private long[] slots = new long[SMALLEST];

  private boolean hasZero;
  private int size;

  /** Whether the hash was absent. */
  boolean add(long hash) {
    if (hash == 0) {
      boolean absent = !hasZero;
      hasZero = true;
      return absent;
    }
    int slot = slot(hash);
    if (slots[slot] == hash) {
      return false;
    }
    slots[slot] = hash;
    size++;
    if (size > slots.length / 4L * 3) {
      grow();
    }
    return true;
  }

  boolean contains(long hash) {
    return hash == 0 ? hasZero : slots[slot(hash)] == hash;
  }

  void clear() {
    Arrays.fill(slots, 0);
    hasZero = false;
    size = 0;
  }

  /** Of the hash, or the empty one where it belongs. */
  private int slot(long hash) {
    int mask = slots.length - 1;
    int slot = (int) (hash ^ hash >>> 32) & mask;
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] before = slots;
    slots = new long[before.length * 2];
    for (long hash : before) {
      if (hash != 0) {
        slots[slot(hash)] = hash;
      }
    }
  }
}
