package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The desired content of a record: the fields that each of its syncs contributes. Without any
 * contribution, the record should not exist. Immutable.
 */
public record Content(SortedMap<SyncId, ObjectNode> bySync) {
  public static final Content NONE = new Content(new TreeMap<>());

  /** The hash of a record that should not exist. */
  public static final String ABSENT = "absent";

  /**
   * The hash of the unknown content of a destination after an attempt without an answer. It differs
   * from the hash of every content, so the old content is sent again when it is desired again. It
   * differs from {@link #ABSENT} too, so the record is removed when it is no longer desired.
   */
  public static final String UNKNOWN = "unknown";

  private static final TypeReference<TreeMap<SyncId, ObjectNode>> TYPE = new TypeReference<>() {};

  public static Content of(byte[] json) {
    return new Content(Json.read(json, TYPE));
  }

  public byte[] json() {
    return Json.write(bySync);
  }

  public boolean present() {
    return !bySync.isEmpty();
  }

  /** A field that this sync filled before and no longer fills becomes null, which clears it. */
  public Content with(SyncId sync, ObjectNode fields) {
    ObjectNode whole = Json.MAPPER.createObjectNode();
    whole.setAll(fields);
    ObjectNode before = bySync.get(sync);
    if (before != null) {
      before
          .fieldNames()
          .forEachRemaining(name -> {
            if (!whole.has(name)) {
              whole.putNull(name);
            }
          });
    }
    TreeMap<SyncId, ObjectNode> next = new TreeMap<>(bySync);
    next.put(sync, whole);
    return new Content(next);
  }

  public Content without(SyncId sync) {
    TreeMap<SyncId, ObjectNode> next = new TreeMap<>(bySync);
    next.remove(sync);
    return new Content(next);
  }

  /** All fields together; the fields of different syncs never overlap. */
  public ObjectNode fields() {
    ObjectNode all = Json.MAPPER.createObjectNode();
    bySync.values().forEach(all::setAll);
    return all;
  }

  /**
   * Equal for equal content with the same match value: the first 128 bits of SHA-256 over the
   * fields in order of their names.
   */
  public String hash(String recordValue) {
    if (!present()) {
      return ABSENT;
    }
    TreeMap<String, Object> sorted = new TreeMap<>();
    fields().properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(recordValue.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(Json.write(sorted)), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
