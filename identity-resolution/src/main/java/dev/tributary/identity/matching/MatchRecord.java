package dev.tributary.identity.matching;

import java.util.Map;

/**
 * What is compared of a person.
 *
 * @param values by column, in one way of writing (see {@link TraitReading}); what is unknown is
 *     absent
 */
public record MatchRecord(String id, Map<String, String> values) {
  public MatchRecord {
    values = Map.copyOf(values);
  }
}
