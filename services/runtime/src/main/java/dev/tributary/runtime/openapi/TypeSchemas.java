package dev.tributary.runtime.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.IndexView;

/**
 * Makes schemas as exact as the records they come from, so that a generated client knows what it
 * gets: a field that is not nullable is required, a nullable field may be null, a sealed type lists
 * its variants, and each type and each field has the description of its Javadoc.
 *
 * <p>A type that clients also send has fewer required fields: a field that they may leave out is
 * not required.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class TypeSchemas implements OASFilter {
  private final DocumentedTypes types;

  public TypeSchemas(IndexView index) {
    // The build loads a service's classes and those of its libraries with different class loaders.
    this.types = new DocumentedTypes(index, Thread.currentThread().getContextClassLoader());
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    ComponentSchemas.change(document, schemas -> complete(schemas, SentSchemas.of(document)));
  }

  private void complete(Map<String, Schema> schemas, Set<String> sent) {
    Map<String, Schema> variants = new TreeMap<>();
    schemas.forEach((name, schema) -> {
      types.recordOf(name, schema).ifPresent(type -> complete(schema, type, sent.contains(name)));
      types
          .sealedType(name, schema)
          .ifPresent(type -> variants.putAll(Variants.describe(name, schema, type)));
    });
    schemas.putAll(variants);
  }

  private static void complete(Schema schema, Class<?> type, boolean sent) {
    boolean leavesNullsOut = Nullness.leavesNullsOut(type);
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = PropertyNames.of(component);
      schema.addProperty(
          name, ValueSchemas.typed(Objects.requireNonNull(schema.getProperties().get(name))));
      boolean nullable = Nullness.of(component);
      if (nullable && !leavesNullsOut) {
        schema.addProperty(name, orNull(Objects.requireNonNull(schema.getProperties().get(name))));
      }
      boolean always = !nullable && !(sent && component.getType().isPrimitive());
      if (always || (nullable && !sent && !leavesNullsOut)) {
        required.add(name);
      }
    }
    SchemaDescriptions.describe(schema, type);
    if (schema.getRequired() == null && !required.isEmpty()) {
      schema.setRequired(required);
    }
  }

  private static Schema orNull(Schema schema) {
    // An enumeration without null would not allow null.
    if (schema.getRef() != null || schema.getEnumeration() != null) {
      return OASFactory.createSchema()
          .anyOf(List.of(schema, OASFactory.createSchema().addType(SchemaType.NULL)));
    }
    List<SchemaType> declared = schema.getType();
    return declared == null || declared.contains(SchemaType.NULL)
        ? schema
        : schema.addType(SchemaType.NULL);
  }
}
