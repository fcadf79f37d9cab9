package dev.tributary.audience.definition;

import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.EventPropertyBody;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest declared types of each workspace, from the definitions that declare them. The caller
 * passes the versions of a definition in their order.
 *
 * <p>Thread-safe: answers are immutable.
 */
public final class WorkspaceTypes {
  private final Map<WorkspaceId, DeclaredTypes> byWorkspace = new ConcurrentHashMap<>();

  public DeclaredTypes of(WorkspaceId workspace) {
    return byWorkspace.getOrDefault(workspace, DeclaredTypes.NONE);
  }

  /** A newer version of a definition on {@code traits}. */
  public void trait(Definition trait) {
    DeclaredType type = trait.deleted() ? null : trait.bodyAs(TraitBody.class).type();
    byWorkspace.compute(
        trait.workspace(),
        (_, known) -> {
          DeclaredTypes before = known == null ? DeclaredTypes.NONE : known;
          return new DeclaredTypes(with(before.traits(), trait.key(), type), before.properties());
        });
  }

  /** A newer version of a definition on {@code event-properties}. */
  public void property(Definition property) {
    EventPropertyBody body = property.bodyAs(EventPropertyBody.class);
    DeclaredType type = property.deleted() ? null : body.type();
    PropertySpec.place(body)
        .ifPresent(place ->
            byWorkspace.compute(
                property.workspace(),
                (_, known) -> {
                  DeclaredTypes before = known == null ? DeclaredTypes.NONE : known;
                  return new DeclaredTypes(before.traits(), with(before.properties(), place, type));
                }));
  }

  private static <K> Map<K, DeclaredType> with(
      Map<K, DeclaredType> types, K key, @Nullable DeclaredType type) {
    Map<K, DeclaredType> changed = new HashMap<>(types);
    if (type == null) {
      changed.remove(key);
    } else {
      changed.put(key, type);
    }
    return changed;
  }
}
