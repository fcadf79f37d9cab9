package dev.tributary.runtime.tenancy;

import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definitions.DefinitionView;
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

  /**
   * @param traits a view of the topic {@code traits}
   */
  public static TraitClasses of(DefinitionView traits, WorkspaceId workspace) {
    boolean complete = traits.caughtUp();
    return new TraitClasses(
        traits.all(workspace).stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    trait -> trait.key(), trait -> trait.bodyAs(TraitBody.class).classification())),
        complete);
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
