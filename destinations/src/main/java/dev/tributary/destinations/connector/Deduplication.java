package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The key by which a vendor recognises an item that it has received before.
 *
 * @param form the form of the key
 * @param maximumLength of a key in the form TEXT, in characters; null for no limit. The other forms
 *     have a fixed length
 * @param window for how long the vendor recognises a key; null if the vendor states no end
 */
public record Deduplication(Form form, @Nullable Integer maximumLength, @Nullable Duration window) {

  /** The shortest limit of TEXT: a key of 128 bits in hexadecimal digits fits. */
  public static final int LEAST_LENGTH = 32;

  /** One of our ids is a prefix and a UUID. */
  private static final Pattern ID =
      Pattern.compile("(?:[a-z]+_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int ULID_LENGTH = 26;
  private static final int ULID_DIGIT_BITS = 5;
  private static final int BYTES = 16;

  /** The form of a key. */
  public enum Form {
    /** 26 digits of Crockford's Base32, as of github.com/ulid/spec. */
    ULID,
    /** RFC 9562, 36 characters. */
    UUID,
    /** Any text, up to the maximum length. */
    TEXT,
    /**
     * The key of the batch ({@link Batch#key}), without a key for each item: the same batch
     * replaces its first attempt, and another batch with some of its items does not.
     */
    BATCH;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The key of an item: the same id always has the same key, and two ids have different keys. A key
   * in the form of a ULID or UUID has the 128 bits of the id's UUID, so an id of version 7 keeps
   * its time. For an id without a UUID, the bits are of SHA-256 over the id.
   *
   * @param id of the event or of the delivery
   */
  public String key(String id) {
    return switch (form) {
      case ULID -> ulid(bits(id));
      case UUID -> uuid(id).toString();
      case TEXT, BATCH -> fits(id) ? id : HexFormat.of().formatHex(hash(id));
    };
  }

  /** A window for people, in whole minutes, hours or days. */
  public static String shown(Duration window) {
    if (window.toDays() > 2 && window.equals(Duration.ofDays(window.toDays()))) {
      return "%d days".formatted(window.toDays());
    }
    return window.toHours() > 1 && window.toMinutesPart() == 0
        ? "%d hours".formatted(window.toHours())
        : "%d minutes".formatted(window.toMinutes());
  }

  private boolean fits(String id) {
    return maximumLength == null || id.length() <= maximumLength;
  }

  private static byte[] bits(String id) {
    UUID uuid = uuid(id);
    return ByteBuffer.allocate(BYTES)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  private static UUID uuid(String id) {
    Matcher known = ID.matcher(id);
    if (known.matches()) {
      return UUID.fromString(known.group(1));
    }
    ByteBuffer hash = ByteBuffer.wrap(hash(id));
    long high = hash.getLong() & ~0xF000L | 0x8000L;
    long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static String ulid(byte[] bits) {
    BigInteger number = new BigInteger(1, bits);
    StringBuilder digits = new StringBuilder(ULID_LENGTH);
    for (int place = ULID_LENGTH - 1; place >= 0; place--) {
      int digit = number.shiftRight(place * ULID_DIGIT_BITS).intValue() & (CROCKFORD.length() - 1);
      digits.append(CROCKFORD.charAt(digit));
    }
    return digits.toString();
  }

  private static byte[] hash(String id) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(digest.digest(id.getBytes(StandardCharsets.UTF_8)), BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
