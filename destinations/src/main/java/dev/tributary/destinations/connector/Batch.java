package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.SyncId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items of one sync that go out together: one object, one operation, at most the object's declared
 * size.
 *
 * @param key the same on every attempt with the same items at the same versions, and different for
 *     every other batch
 * @param target without secrets
 * @param object a name from the manifest
 * @param place the vendor's id of the {@link Place} that the batch is written to; null until it is
 *     found, and for objects without one
 * @param syncSettings the settings of the sync that the object declares, such as the name of a list
 * @param mode of the sync; it concerns operations that write
 * @param mapping the fields that the sync maps, in the order of its definition; empty if it sends
 *     all values. An item can lack a field of the mapping, and can have the fields of other syncs
 *     of the same record
 * @param furtherMatches the fields by which records are searched for that the match field does not
 *     find, in this order; empty for none. It concerns operations that write
 */
@RecordBuilder
public record Batch(
    Target target,
    String key,
    SyncId sync,
    String object,
    @Nullable String place,
    Operation operation,
    ObjectNode syncSettings,
    List<Item> items,
    Mode mode,
    List<String> mapping,
    List<String> furtherMatches) {
  public Batch {
    mapping = List.copyOf(mapping);
    furtherMatches = furtherMatches == null ? List.of() : List.copyOf(furtherMatches);
  }

  /** A batch whose records are found by their match field alone. */
  public Batch(
      Target target,
      String key,
      SyncId sync,
      String object,
      @Nullable String place,
      Operation operation,
      ObjectNode syncSettings,
      List<Item> items,
      Mode mode,
      List<String> mapping) {
    this(
        target, key, sync, object, place, operation, syncSettings, items, mode, mapping, List.of());
  }

  /** A batch of a sync in the mode upsert that sends all values. */
  public Batch(
      Target target,
      String key,
      SyncId sync,
      String object,
      @Nullable String place,
      Operation operation,
      ObjectNode syncSettings,
      List<Item> items) {
    this(target, key, sync, object, place, operation, syncSettings, items, Mode.UPSERT, List.of());
  }

  /** The key of items: the first 128 bits of SHA-256 over their ids and versions, in order. */
  public static String keyOf(List<Item> items) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Item item : items) {
        String text = item.delivery() + ':' + item.version() + '\n';
        digest.update(text.getBytes(StandardCharsets.UTF_8));
      }
      return "msg_" + HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** The same batch, written to this place. */
  public Batch at(String found) {
    return BatchBuilder.builder(this).place(found).build();
  }

  /** The same batch with other items. */
  public Batch of(List<Item> others) {
    return BatchBuilder.builder(this).items(others).build();
  }

  /** A part of the batch that is sent as a batch of its own. */
  public Batch part(List<Item> some) {
    return BatchBuilder.builder(this).items(some).key(keyOf(some)).build();
  }

  /** The same outcome for each item. */
  public List<Outcome> each(Outcome outcome) {
    return Collections.nCopies(items.size(), outcome);
  }

  /** The operation on the items. */
  public enum Operation {
    /** Create or update the record, the membership or the event. */
    WRITE,
    /** Remove the record or the membership. */
    REMOVE
  }
}
