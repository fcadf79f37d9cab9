package dev.tributary.runtime.openapi;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Describes a schema and its properties by the Javadoc of the type, unless annotations did. */
final class SchemaDescriptions {
  private SchemaDescriptions() {}

  static void describe(Schema schema, Class<?> type) {
    if (schema.getDescription() == null) {
      StoredJavadoc.of(type).ifPresent(schema::setDescription);
    }
    if (type.isRecord()) {
      describeProperties(schema.getProperties(), type);
    }
  }

  private static void describeProperties(Map<String, Schema> properties, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      Schema property = properties.get(PropertyNames.of(component));
      if (property != null && property.getDescription() == null) {
        StoredJavadoc.ofComponent(type, component.getName()).ifPresent(property::setDescription);
      }
    }
  }
}
