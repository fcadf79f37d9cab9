package dev.tributary.destinations.desired;

import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.runtime.definition.WorkspaceTypes.Property;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types that are declared in a workspace. Immutable.
 *
 * @param traits by path
 */
public record DeclaredTypes(
    Map<String, DeclaredType> traits, Map<Property, DeclaredType> properties) {
  public static final DeclaredTypes NONE = new DeclaredTypes(Map.of(), Map.of());

  public DeclaredTypes {
    traits = Map.copyOf(traits);
    properties = Map.copyOf(properties);
  }

  /** The type of a trait; null reads its value as it was sent. */
  public @Nullable DeclaredType trait(String path) {
    return traits.get(path);
  }

  /**
   * The type of a property of an event: the type for its call and name, otherwise the type for all
   * events of its call. Null reads the value as it was sent.
   */
  public @Nullable DeclaredType property(AppliedEvent event, String path) {
    DeclaredType own = properties.get(new Property(event.type(), event.name(), path));
    return own == null ? properties.get(new Property(event.type(), null, path)) : own;
  }
}
