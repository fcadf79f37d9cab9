package dev.tributary.runtime.openapi;

import dev.tributary.runtime.openapi.request.Kinds;
import dev.tributary.runtime.openapi.request.OfKind;
import dev.tributary.runtime.openapi.request.Required;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The variants of a request whose fields depend on a {@link Kinds} component. The record stays one
 * type, so that a merge patch can change from one kind to another.
 */
final class KindVariants {
  private KindVariants() {}

  /**
   * Completes the schema of the record; without a {@link Kinds} component it stays as it is.
   *
   * @return a schema for each kind, by name
   */
  static Map<String, Schema> describe(String name, Schema schema, Class<?> type) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    Optional<RecordComponent> kind =
        components.stream().filter(each -> each.isAnnotationPresent(Kinds.class)).findFirst();
    if (kind.isEmpty()) {
      return Map.of();
    }
    SchemaVariants variants = new SchemaVariants(name, schema, PropertyNames.of(kind.get()));
    for (String value : kind.get().getAnnotation(Kinds.class).value()) {
      Schema variant =
          variants.add(
              value,
              components.stream()
                  .filter(component -> belongsTo(component, value))
                  .map(PropertyNames::of));
      components.stream()
          .filter(component -> component.isAnnotationPresent(OfKind.class))
          .filter(component -> component.isAnnotationPresent(Required.class))
          .filter(component -> belongsTo(component, value))
          .map(PropertyNames::of)
          .forEach(field -> require(variant, field));
    }
    return variants.choice();
  }

  private static void require(Schema variant, String field) {
    Schema value = Objects.requireNonNull(variant.getProperties().get(field));
    variant.addProperty(field, NullSchemas.withoutNull(value)).addRequired(field);
  }

  private static boolean belongsTo(RecordComponent component, String kind) {
    OfKind only = component.getAnnotation(OfKind.class);
    return only == null || only.value().equals(kind);
  }
}
