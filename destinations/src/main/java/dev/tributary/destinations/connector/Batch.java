package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.SyncId;
import java.util.List;

/**
 * Items of one sync that go out together: one object, one operation, at most the object's declared
 * size.
 *
 * @param key the same on every attempt with the same items at the same versions, and different for
 *     every other batch
 * @param object a name from the manifest
 * @param space the result of {@link Connector#space}
 * @param syncSettings the settings of the sync that the object declares, such as the name of a list
 */
public record Batch(
    Target target,
    String key,
    SyncId sync,
    String object,
    String space,
    Operation operation,
    ObjectNode syncSettings,
    List<Item> items) {

  /** The operation on the items. */
  public enum Operation {
    /** Create or update the record, the membership or the event. */
    WRITE,
    /** Remove the record or the membership. */
    REMOVE
  }
}
