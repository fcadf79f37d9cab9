package dev.tributary.destinations.sync;

import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.mapping.Chain;
import dev.tributary.destinations.mapping.Reference;
import dev.tributary.destinations.mapping.Reference.Root;
import dev.tributary.destinations.mapping.Transform;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a field, compiled once per version of its sync. Thread-safe.
 *
 * @param index in the mapping of the sync
 * @param reference the place of the value, if the source is a place in the event; otherwise null
 * @param chain the steps and the conversion to the type of the field; null sends the value of the
 *     source as it is
 */
public record MappedField(
    int index,
    String field,
    ValueSource from,
    @Nullable Reference reference,
    @Nullable Chain chain) {

  /**
   * The mapping of a sync, with the types that the object declares. A field comes after the fields
   * that its steps name; otherwise the order is that of the definition.
   *
   * @throws IllegalArgumentException if fields name each other in a cycle
   */
  public static List<MappedField> of(SyncSpec spec, ObjectType object) {
    return FieldOrder.of(spec.mapping()).stream()
        .map(index -> of(index, spec.mapping().get(index), object))
        .toList();
  }

  private static MappedField of(int index, FieldMapping mapping, ObjectType object) {
    List<Transform> transform = mapping.transform();
    return new MappedField(
        index,
        mapping.field(),
        mapping.from(),
        reference(mapping.from()),
        transform == null ? null : Chain.of(transform, declared(object, mapping.field())));
  }

  /** Null for a field that only the settings of the destination declare. */
  private static @Nullable Field declared(ObjectType object, String name) {
    return object.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The place that a path of the event names; null for other sources. */
  private static @Nullable Reference reference(ValueSource from) {
    return switch (from) {
      case ValueSource.EventContext(String path) -> Reference.in(Root.CONTEXT, path);
      case ValueSource.EventIntegrations(String path) -> Reference.in(Root.INTEGRATIONS, path);
      case ValueSource.Trait _,
          ValueSource.IdentifierOf _,
          ValueSource.Identifiers _,
          ValueSource.ProfileId _,
          ValueSource.Column _,
          ValueSource.EventProperty _,
          ValueSource.EventAttribute _,
          ValueSource.Constant _,
          ValueSource.InAudience _ ->
          null;
    };
  }

  /**
   * The place in the definition of the sync, as a pointer (RFC 6901).
   *
   * @param inMapping a place in the mapping of this field
   */
  public String place(String inMapping) {
    return "/mapping/" + index + inMapping;
  }
}
