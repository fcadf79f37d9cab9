package dev.tributary.destinations.postgres;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored form of the ids of a delivery's attempts: 16 bytes for each, oldest first. */
public final class AttemptIds {
  private static final int BYTES = 2 * Long.BYTES;

  /** The column of {@code d} with one more attempt, which is a parameter. It keeps 20 of them. */
  public static final String APPENDED = appended("?::bytea");

  /** The attempts of former versions; null once a row with one more attempt has 20 ids. */
  public static final String OLDER =
      "case when length(d.attempt_ids) >= 19 * %d then null else d.attempts end".formatted(BYTES);

  private AttemptIds() {}

  /**
   * The column of {@code d} with one more attempt. It keeps 20 of them.
   *
   * @param attempt an expression of SQL for its stored form
   */
  public static String appended(String attempt) {
    return """
    substring(coalesce(d.attempt_ids, '')
      from greatest(1, coalesce(length(d.attempt_ids), 0) - 19 * %d + 1)) || %s\
    """
        .formatted(BYTES, attempt);
  }

  /**
   * The stored form of one id.
   *
   * @throws IllegalArgumentException if it is not the prefix of attempts and a UUID
   */
  public static byte[] stored(String attempt) {
    if (!attempt.startsWith(Housekeeping.ATTEMPT)) {
      throw new IllegalArgumentException("%s is no id of an attempt".formatted(attempt));
    }
    UUID id = UUID.fromString(attempt.substring(Housekeeping.ATTEMPT.length()));
    return ByteBuffer.allocate(BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** The ids of a stored form, which may be null for none. */
  public static List<String> read(byte @Nullable [] stored) {
    List<String> ids = new ArrayList<>();
    if (stored != null) {
      ByteBuffer bytes = ByteBuffer.wrap(stored);
      while (bytes.remaining() >= BYTES) {
        ids.add(Housekeeping.ATTEMPT + new UUID(bytes.getLong(), bytes.getLong()));
      }
    }
    return ids;
  }
}
