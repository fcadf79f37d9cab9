package dev.tributary.runtime.definition;

import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.EventPropertyBody;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The newest declared types of each workspace, from the definitions that declare them. The caller
 * passes the versions of a definition in their order.
 *
 * <p>Thread-safe if the form of the types is immutable.
 *
 * @param <T> the form in which a service reads the types of a workspace
 */
public final class WorkspaceTypes<T> {

  /**
   * A path in the properties of events.
   *
   * @param event their name; null for all events of the call
   */
  public record Property(CallType call, @Nullable String event, String path) {}

  private record Declared<T>(
      Map<String, DeclaredType> traits, Map<Property, DeclaredType> properties, T types) {}

  private final Map<WorkspaceId, Declared<T>> byWorkspace = new ConcurrentHashMap<>();
  private final BiFunction<Map<String, DeclaredType>, Map<Property, DeclaredType>, T> form;
  private final Declared<T> none;

  /**
   * @param form makes the types of a workspace from the types of its traits, by path, and of its
   *     properties; it copies what it keeps
   */
  public WorkspaceTypes(
      BiFunction<Map<String, DeclaredType>, Map<Property, DeclaredType>, T> form) {
    this.form = form;
    this.none = new Declared<>(Map.of(), Map.of(), form.apply(Map.of(), Map.of()));
  }

  public T of(WorkspaceId workspace) {
    return byWorkspace.getOrDefault(workspace, none).types();
  }

  /** A newer version of a definition on {@code traits}. */
  public void trait(Definition trait) {
    DeclaredType type = trait.deleted() ? null : trait.bodyAs(TraitBody.class).type();
    byWorkspace.compute(
        trait.workspace(),
        (_, known) -> {
          Declared<T> before = known == null ? none : known;
          return declared(with(before.traits(), trait.key(), type), before.properties());
        });
  }

  /** A newer version of a definition on {@code event-properties}. */
  public void property(Definition property) {
    EventPropertyBody body = property.bodyAs(EventPropertyBody.class);
    DeclaredType type = property.deleted() ? null : body.type();
    Property place = new Property(body.call(), body.event(), body.property());
    byWorkspace.compute(
        property.workspace(),
        (_, known) -> {
          Declared<T> before = known == null ? none : known;
          return declared(before.traits(), with(before.properties(), place, type));
        });
  }

  private Declared<T> declared(
      Map<String, DeclaredType> traits, Map<Property, DeclaredType> properties) {
    return new Declared<>(traits, properties, form.apply(traits, properties));
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
