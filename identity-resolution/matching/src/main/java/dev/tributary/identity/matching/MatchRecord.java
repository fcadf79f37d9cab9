package dev.tributary.identity.matching;

import java.util.Map;

/**
 * The compared values of a person.
 *
 * @param values by column, in normal form (see {@link TraitReading}); an unknown value is absent
 */
public record MatchRecord(String id, Map<String, String> values) {
  public MatchRecord {
    values = Map.copyOf(values);
  }
}
