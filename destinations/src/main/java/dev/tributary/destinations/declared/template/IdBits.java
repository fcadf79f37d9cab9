package dev.tributary.destinations.declared.template;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 128 bits that identify a text. One of our ids, which is a prefix and a UUID, has those of its
 * UUID. Any other text has the first bits of its SHA-256.
 */
public record IdBits(long high, long low) {
  private static final Pattern ID =
      Pattern.compile(
          "[a-z]{3}_([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})");

  /** The alphabet of Crockford's Base 32, which the ULID specification uses. */
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int ULID_LENGTH = 26;
  private static final int DIGIT_BITS = 5;

  public static IdBits of(String text) {
    Matcher id = ID.matcher(text);
    if (id.matches()) {
      String digits = id.group(1).replace("-", "");
      return new IdBits(
          Long.parseUnsignedLong(digits.substring(0, 16), 16),
          Long.parseUnsignedLong(digits.substring(16), 16));
    }
    ByteBuffer hash = ByteBuffer.wrap(sha256(text));
    return new IdBits(hash.getLong(), hash.getLong());
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 36 characters. */
  public String uuid() {
    return new UUID(high, low).toString();
  }

  /** 26 characters; the first 48 bits are a time only if the id has one there. */
  public String ulid() {
    char[] digits = new char[ULID_LENGTH];
    long rest = low;
    long above = high;
    for (int i = ULID_LENGTH - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest & 31));
      rest = rest >>> DIGIT_BITS | above << Long.SIZE - DIGIT_BITS;
      above >>>= DIGIT_BITS;
    }
    return new String(digits);
  }
}
