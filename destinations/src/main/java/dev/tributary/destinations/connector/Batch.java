package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.SyncId;
import java.util.Collections;
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
 */
public record Batch(
    Target target,
    String key,
    SyncId sync,
    String object,
    @Nullable String place,
    Operation operation,
    ObjectNode syncSettings,
    List<Item> items) {

  /** The same batch, written to this place. */
  public Batch at(String found) {
    return new Batch(target, key, sync, object, found, operation, syncSettings, items);
  }

  /** The same batch with other items. */
  public Batch of(List<Item> others) {
    return new Batch(target, key, sync, object, place, operation, syncSettings, others);
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
