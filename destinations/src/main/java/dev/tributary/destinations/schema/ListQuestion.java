package dev.tributary.destinations.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Target;
import org.jspecify.annotations.Nullable;

/**
 * Which list of a vendor a user asks for.
 *
 * @param object of the connector
 * @param setting of a sync to the object whose values are asked for; null for the fields of the
 *     object
 * @param settings of a sync to the object, on which its fields depend
 * @param refresh whether a list that is older than {@link VendorFields#TRUSTED_AGE} is read again;
 *     otherwise it is read after {@link VendorFields#MAXIMUM_AGE}
 */
public record ListQuestion(
    String object, @Nullable String setting, ObjectNode settings, boolean refresh) {

  public static ListQuestion fields(String object, ObjectNode settings, boolean refresh) {
    return new ListQuestion(object, null, settings, refresh);
  }

  /**
   * @param setting one of {@link dev.tributary.destinations.connector.Manifest.ObjectType#choices}
   */
  public static ListQuestion choices(String object, String setting, boolean refresh) {
    return new ListQuestion(object, setting, Json.MAPPER.createObjectNode(), refresh);
  }

  /** The requests for the list; null if the connector has none. */
  @Nullable Discovery discovery(Connector connector, Target target) {
    return setting == null
        ? connector.discovery(target, object, settings)
        : connector.choices(target, object, setting);
  }

  /** Names the list among those of a destination. */
  String name() {
    return setting == null ? object : object + "/" + setting;
  }
}
