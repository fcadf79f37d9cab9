package dev.tributary.runtime.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Text of unknown origin, in a form that a column of type {@code text} can store. PostgreSQL
 * refuses U+0000 and unpaired surrogates, and an index refuses entries of more than 2,700 bytes.
 */
public final class StorableText {
  /** Two keys and a short word fit into one entry of an index. */
  private static final int LONGEST_KEY = 1_000;

  private static final int HASH_BYTES = 8;
  private static final String SEPARATOR = "~";
  private static final int REPLACEMENT = 0xFFFD;

  private StorableText() {}

  /**
   * The storable part of a text for people.
   *
   * @param longest in bytes of UTF-8; the rest is cut off
   */
  public static String of(String text, int longest) {
    StringBuilder stored = new StringBuilder(Math.min(text.length(), longest));
    int bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int read = text.codePointAt(i);
      i += Character.charCount(read);
      int kept = isStorable(read) ? read : REPLACEMENT;
      bytes += bytes(kept);
      if (bytes > longest) {
        break;
      }
      stored.appendCodePoint(kept);
    }
    return stored.toString();
  }

  /**
   * The storable form of a name. A name that had to be changed ends with a hash of the original, so
   * that two names stay different. The stored name of a stored name is itself.
   */
  public static String key(String text) {
    String stored = of(text, LONGEST_KEY);
    if (stored.equals(text)) {
      return text;
    }
    String hash = SEPARATOR + hash(text);
    return of(stored, LONGEST_KEY - hash.length()) + hash;
  }

  private static boolean isStorable(int codePoint) {
    return codePoint != 0
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 3 : 4;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
