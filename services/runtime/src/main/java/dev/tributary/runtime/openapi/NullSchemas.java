package dev.tributary.runtime.openapi;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Schemas that allow null besides their values. */
public final class NullSchemas {
  private NullSchemas() {}

  /** The schema, which now also allows null. */
  public static Schema orNull(Schema schema) {
    // An enumeration without null would not allow null.
    if (schema.getRef() != null || schema.getEnumeration() != null) {
      return OASFactory.createSchema().anyOf(List.of(schema, isNull()));
    }
    List<SchemaType> declared = schema.getType();
    return declared == null || declared.contains(SchemaType.NULL)
        ? schema
        : schema.addType(SchemaType.NULL);
  }

  /** A copy that does not allow null. */
  static Schema withoutNull(Schema schema) {
    if (schema.getAnyOf() != null) {
      List<Schema> values = schema.getAnyOf().stream().filter(each -> !isNull(each)).toList();
      return values.size() == 1
          ? copy(values.getFirst()).description(schema.getDescription())
          : copy(schema).anyOf(values);
    }
    return copy(schema);
  }

  private static Schema copy(Schema schema) {
    Schema copy =
        OASFactory.createSchema()
            .ref(schema.getRef())
            .format(schema.getFormat())
            .items(schema.getItems())
            .enumeration(schema.getEnumeration())
            .oneOf(schema.getOneOf())
            .additionalPropertiesSchema(schema.getAdditionalPropertiesSchema())
            .description(schema.getDescription());
    if (schema.getType() != null) {
      copy.type(schema.getType().stream().filter(type -> type != SchemaType.NULL).toList());
    }
    return copy;
  }

  private static Schema isNull() {
    return OASFactory.createSchema().addType(SchemaType.NULL);
  }

  private static boolean isNull(Schema schema) {
    return List.of(SchemaType.NULL).equals(schema.getType());
  }
}
