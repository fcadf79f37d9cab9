package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The desired content of a record: the fields that each of its syncs contributes. Without any
 * contribution, the record should not exist. Immutable.
 *
 * @param invalidBySync the fields whose values a sync cannot make; only syncs that have some
 */
public record Content(
    SortedMap<SyncId, ObjectNode> bySync, SortedMap<SyncId, List<InvalidField>> invalidBySync) {
  public static final Content NONE = new Content(new TreeMap<>(), new TreeMap<>());

  /** The hash of a record that should not exist. */
  public static final String ABSENT = "absent";

  /**
   * The hash of the unknown content of a destination after an attempt without an answer. It differs
   * from the hash of every content, so the old content is sent again when it is desired again. It
   * differs from {@link #ABSENT} too, so the record is removed when it is no longer desired.
   */
  public static final String UNKNOWN = "unknown";

  /**
   * In the stored form, beside the ids of syncs: an id begins with its kind. Versions without steps
   * read it as a sync, so all steps must be removed before a rollback to one of them.
   */
  private static final String INVALID = "invalid";

  private static final TypeReference<TreeMap<String, ObjectNode>> STORED = new TypeReference<>() {};
  private static final TypeReference<List<ObjectNode>> OWN = new TypeReference<>() {};
  private static final TypeReference<TreeMap<SyncId, List<InvalidField>>> INVALID_FIELDS =
      new TypeReference<>() {};

  /**
   * From the stored form.
   *
   * @param own the sync that has changed the row last
   */
  public static Content of(byte[] json, SyncId own) {
    TreeMap<SyncId, ObjectNode> bySync = new TreeMap<>();
    if (json[0] == '[') {
      bySync.put(own, Json.read(json, OWN).getFirst());
      return new Content(bySync, new TreeMap<>());
    }
    TreeMap<String, ObjectNode> stored = Json.read(json, STORED);
    ObjectNode invalid = stored.remove(INVALID);
    stored.forEach((sync, fields) -> bySync.put(new SyncId(sync), fields));
    return new Content(
        bySync,
        invalid == null ? new TreeMap<>() : Json.MAPPER.convertValue(invalid, INVALID_FIELDS));
  }

  /** The stored form of the content that the row's own sync contributes. */
  public static byte[] json(SyncId sync, Object fields, List<InvalidField> invalid) {
    return Json.write(
        invalid.isEmpty()
            ? List.of(fields)
            : Map.of(sync.value(), fields, INVALID, Map.of(sync.value(), invalid)));
  }

  /**
   * The stored form. A content that only the row's own sync contributes is an array of its fields,
   * without the id of the sync. Versions that know no such array cannot read it, and fail.
   *
   * @param own the sync that has changed the row last
   */
  public byte[] json(SyncId own) {
    if (bySync.size() == 1 && bySync.containsKey(own) && invalidBySync.isEmpty()) {
      return Json.write(bySync.values());
    }
    if (invalidBySync.isEmpty()) {
      return Json.write(bySync);
    }
    TreeMap<String, Object> stored = new TreeMap<>();
    bySync.forEach((sync, fields) -> stored.put(sync.value(), fields));
    stored.put(INVALID, invalidBySync);
    return Json.write(stored);
  }

  public boolean present() {
    return !bySync.isEmpty();
  }

  /** A field that this sync filled before and no longer fills becomes null, which clears it. */
  public Content with(SyncId sync, ObjectNode fields) {
    return with(sync, fields, List.of());
  }

  /**
   * The same content with other fields of a sync. A field that this sync filled before and no
   * longer fills becomes null, which clears it.
   *
   * @param invalid the fields whose values the sync cannot make
   */
  public Content with(SyncId sync, ObjectNode fields, List<InvalidField> invalid) {
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
    TreeMap<SyncId, List<InvalidField>> nextInvalid = new TreeMap<>(invalidBySync);
    if (invalid.isEmpty()) {
      nextInvalid.remove(sync);
    } else {
      nextInvalid.put(sync, List.copyOf(invalid));
    }
    return new Content(next, nextInvalid);
  }

  public Content without(SyncId sync) {
    TreeMap<SyncId, ObjectNode> next = new TreeMap<>(bySync);
    next.remove(sync);
    TreeMap<SyncId, List<InvalidField>> nextInvalid = new TreeMap<>(invalidBySync);
    nextInvalid.remove(sync);
    return new Content(next, nextInvalid);
  }

  /** The fields whose values cannot be made; a record that has some is not sent. */
  public List<InvalidField> invalid() {
    return invalidBySync.values().stream().flatMap(List::stream).toList();
  }

  /** All fields together; the fields of different syncs never overlap. */
  public ObjectNode fields() {
    ObjectNode all = Json.MAPPER.createObjectNode();
    bySync.values().forEach(all::setAll);
    return all;
  }

  /**
   * Equal for equal content with the same match value: the first 128 bits of SHA-256 over the
   * fields in order of their names, and over the fields that cannot be made, if there are some.
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
      digest.update(Json.write(sorted));
      if (!invalidBySync.isEmpty()) {
        digest.update((byte) 0);
        digest.update(Json.write(invalidBySync));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
