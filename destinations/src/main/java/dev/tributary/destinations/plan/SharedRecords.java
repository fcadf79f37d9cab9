package dev.tributary.destinations.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.function.ToLongFunction;

/**
 * Finds the records that several people lead to, while people are read once or several times. A
 * person who shares no record is planned without the others. Keeps a hash for each record: if two
 * records have one hash, their people are planned together, which changes no number. Not
 * thread-safe.
 */
public final class SharedRecords {
  private final ToLongFunction<String> hash;
  private final Hashes shared = new Hashes();
  private final Hashes met = new Hashes();
  private boolean known = true;

  /**
   * @param hash of the name of a record
   */
  public SharedRecords(ToLongFunction<String> hash) {
    this.hash = hash;
  }

  /** The first bytes of the SHA-256 of a text. */
  public static long hash(String text) {
    try {
      return ByteBuffer.wrap(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
          .getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /**
   * Notes that a person leads to these records. To be called once for each person.
   *
   * @return whether the person is known to share one of them
   */
  boolean meet(Collection<String> records) {
    boolean sharing = false;
    for (long record : records.stream().mapToLong(hash).distinct().toArray()) {
      if (shared.contains(record)) {
        sharing = true;
      } else if (!met.add(record)) {
        shared.add(record);
        // The first one who leads to the record was planned without the others.
        known = false;
        sharing = true;
      }
    }
    return sharing;
  }

  /** Whether each person who was planned without the others shares no record. */
  boolean isKnown() {
    return known;
  }

  /** Begins with the first person again, and keeps what is known to be shared. */
  public void again() {
    met.clear();
    known = true;
  }
}
