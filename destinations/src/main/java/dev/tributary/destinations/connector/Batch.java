package dev.tributary.destinations.connector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Items of one sync that go out together: one object, one operation, at most the object's declared
 * size.
 *
 * @param key the same on every attempt with the same items at the same versions, and no other
 * @param object a name from the manifest
 * @param space what {@link Connector#space} said
 * @param syncSettings what the object asks of a sync, such as a list's name
 */
public record Batch(
    Target target,
    String key,
    String sync,
    String object,
    String space,
    Operation operation,
    ObjectNode syncSettings,
    List<Item> items) {

  /** What to do with the items. */
  public enum Operation {
    /** Make the record, the membership or the event be there. */
    WRITE,
    /** Make the record or the membership be gone. */
    REMOVE
  }
}
