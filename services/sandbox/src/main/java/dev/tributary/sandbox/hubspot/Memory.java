package dev.tributary.sandbox.hubspot;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that a CRM would still know the next day. Faults, limits and tokens are of this day.
 *
 * @param lastId the last one given to a record or list
 */
public record Memory(long lastId, Map<ObjectType, Records> records, List<Members> lists) {

  /**
   * @param properties those created in this account
   */
  record Records(List<Property> properties, List<CrmObject> objects, List<CrmObject> archived) {}

  /** A list, with the moment each member joined. */
  record Members(CrmList.Definition definition, Map<Long, Instant> members) {}
}
