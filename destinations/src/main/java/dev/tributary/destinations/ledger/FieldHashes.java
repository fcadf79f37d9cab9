package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tributary.contracts.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hash of the name and of the value of each field of a content. Immutable.
 *
 * <p>Both hashes are the first 64 bits of SHA-256. Of the stored form, the first 8 bytes are the
 * beginning of the content's hash, and each field has 16 bytes. A version that knows no field
 * hashes may have changed the delivered content since then: the beginning of the hash tells.
 *
 * @param of the beginning of the hash of the content; empty if nothing is known
 * @param values the hashes of the values, by the hashes of the names
 */
public record FieldHashes(String of, SortedMap<Long, Long> values) {
  /** The destination has no field, as far as is known. */
  public static final FieldHashes NOTHING = new FieldHashes("", new TreeMap<>());

  private static final int OF_BYTES = 8;
  private static final long NULL = valueHash(NullNode.getInstance());

  /**
   * @param hash of the content
   */
  public static FieldHashes of(Content content, String hash) {
    TreeMap<Long, Long> values = new TreeMap<>();
    content
        .fields()
        .properties()
        .forEach(field -> values.put(nameHash(field.getKey()), valueHash(field.getValue())));
    return new FieldHashes(beginning(hash), values);
  }

  /** From the stored form; null for null. */
  public static @Nullable FieldHashes of(byte @Nullable [] stored) {
    if (stored == null) {
      return null;
    }
    if (stored.length < OF_BYTES) {
      return NOTHING;
    }
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    byte[] of = new byte[OF_BYTES];
    bytes.get(of);
    TreeMap<Long, Long> values = new TreeMap<>();
    while (bytes.remaining() >= 2 * Long.BYTES) {
      values.put(bytes.getLong(), bytes.getLong());
    }
    return new FieldHashes(new String(of, StandardCharsets.US_ASCII), values);
  }

  /** The stored form of these hashes; null for null. */
  public static byte @Nullable [] stored(@Nullable FieldHashes hashes) {
    return hashes == null ? null : hashes.bytes();
  }

  private byte[] bytes() {
    if (of.isEmpty()) {
      return new byte[0];
    }
    ByteBuffer bytes = ByteBuffer.allocate(OF_BYTES + values.size() * 2 * Long.BYTES);
    bytes.put(of.getBytes(StandardCharsets.US_ASCII));
    values.forEach((name, value) -> bytes.putLong(name).putLong(value));
    return bytes.array();
  }

  /** Whether these are the fields of the content with this hash. */
  boolean describe(String hash) {
    return of.equals(beginning(hash));
  }

  /** Whether the content has a value for the field. */
  boolean hasValue(String field) {
    Long value = values.get(nameHash(field));
    return value != null && value != NULL;
  }

  /** Whether the content has this value for the field. */
  boolean has(String field, JsonNode value) {
    Long known = values.get(nameHash(field));
    return known != null && known == valueHash(value);
  }

  /** Eight characters, also of the hashes that are words. */
  private static String beginning(String hash) {
    return (hash + " ".repeat(OF_BYTES)).substring(0, OF_BYTES);
  }

  private static long nameHash(String name) {
    return first64Bits(name.getBytes(StandardCharsets.UTF_8));
  }

  private static long valueHash(JsonNode value) {
    return first64Bits(Json.write(value));
  }

  private static long first64Bits(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return ByteBuffer.wrap(Arrays.copyOf(digest, Long.BYTES)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
