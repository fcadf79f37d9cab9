package dev.tributary.contracts.definition;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classification of the traits of one workspace, as far as they are classified. Immutable.
 *
 * @param complete false while classifications are still being read: until then every trait may be
 *     sensitive
 */
public record TraitClasses(Map<String, Classification> known, boolean complete) {

  public static TraitClasses of(Map<String, Classification> known) {
    return new TraitClasses(known, true);
  }

  public Classification of(String trait) {
    return complete ? known.getOrDefault(trait, Classification.PERSONAL) : Classification.SENSITIVE;
  }

  public boolean isSensitive(String trait) {
    return of(trait) == Classification.SENSITIVE;
  }

  /** Whether there may be any sensitive trait. */
  public boolean anySensitive() {
    return !complete || known.containsValue(Classification.SENSITIVE);
  }

  public Set<String> sensitive() {
    return known.keySet().stream()
        .filter(this::isSensitive)
        .collect(Collectors.toUnmodifiableSet());
  }
}
