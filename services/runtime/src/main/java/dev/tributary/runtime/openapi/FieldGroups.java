package dev.tributary.runtime.openapi;

import dev.tributary.runtime.openapi.request.AnyOf;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Describes that a body must contain one of several groups of fields, as {@link AnyOf} says. */
final class FieldGroups {
  private FieldGroups() {}

  static void describe(Schema schema, Class<?> type) {
    AnyOf groups = type.getAnnotation(AnyOf.class);
    if (groups != null) {
      for (String group : groups.value()) {
        schema.addAnyOf(group(schema.getProperties(), group.split(",")));
      }
    }
  }

  private static Schema group(Map<String, Schema> properties, String[] names) {
    Schema group = OASFactory.createSchema().addType(SchemaType.OBJECT);
    for (String name : names) {
      group
          .addProperty(
              name, NullSchemas.withoutNull(Objects.requireNonNull(properties.get(name), name)))
          .addRequired(name);
    }
    return group;
  }
}
