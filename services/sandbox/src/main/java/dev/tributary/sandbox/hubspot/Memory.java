package dev.tributary.sandbox.hubspot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state that a CRM keeps over a restart. Faults, limits and tokens are not part of it.
 *
 * @param lastId the last id of a record or list
 * @param links the associated ids of each record; null in a state of an earlier version
 */
public record Memory(
    long lastId,
    Map<ObjectType, Records> records,
    List<Members> lists,
    @Nullable Map<String, Set<String>> links) {

  /**
   * @param properties the properties that were created in this account
   */
  record Records(List<Property> properties, List<CrmObject> objects, List<CrmObject> archived) {}

  /** A list, with the time at which each member joined. */
  record Members(CrmList.Definition definition, Map<Long, Instant> members) {}
}
