package dev.tributary.runtime.openapi;

import dev.tributary.runtime.openapi.request.OfKind;
import dev.tributary.runtime.openapi.request.Required;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.IndexView;

/**
 * Makes schemas as exact as the records they come from, so that a generated client knows what it
 * gets: a field that is not nullable is required, a nullable field may be null, a sealed type lists
 * its variants, and each type and each field has the description of its Javadoc.
 *
 * <p>In a type that clients also send, a nullable field is only required if the type says so by
 * {@link Required}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class TypeSchemas implements OASFilter {
  private final DocumentedTypes types;
  private final OperationMethods methods;

  public TypeSchemas(IndexView index) {
    // The build loads a service's classes and those of its libraries with different class loaders.
    this.types = new DocumentedTypes(index, Thread.currentThread().getContextClassLoader());
    this.methods = new OperationMethods(index);
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    ComponentSchemas.change(
        document,
        schemas -> {
          Set<String> sent = SentSchemas.of(document);
          Map<String, Class<?>> records = complete(schemas, sent);
          new RequestBodies(schemas, records, methods).assign(document);
          records.forEach((name, type) -> {
            if (sent.contains(name)) {
              schemas.putAll(
                  KindVariants.describe(name, Objects.requireNonNull(schemas.get(name)), type));
            }
          });
        });
  }

  /** Returns the records by the names of their schemas. */
  private Map<String, Class<?>> complete(Map<String, Schema> schemas, Set<String> sent) {
    Map<String, Schema> variants = new TreeMap<>();
    Map<String, Class<?>> records = new TreeMap<>();
    schemas.forEach((name, schema) -> {
      types
          .recordOf(name, schema)
          .ifPresent(type -> {
            complete(schema, type, sent.contains(name));
            records.put(name, type);
          });
      types
          .sealedType(name, schema)
          .ifPresent(type -> variants.putAll(Variants.describe(name, schema, type)));
    });
    schemas.putAll(variants);
    return records;
  }

  private static void complete(Schema schema, Class<?> type, boolean sent) {
    boolean leavesNullsOut = Nullness.leavesNullsOut(type);
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = PropertyNames.of(component);
      schema.addProperty(
          name, ValueSchemas.typed(Objects.requireNonNull(schema.getProperties().get(name))));
      boolean nullable = Nullness.of(component) && !(sent && isRequired(component));
      if (nullable && !leavesNullsOut) {
        schema.addProperty(
            name, NullSchemas.orNull(Objects.requireNonNull(schema.getProperties().get(name))));
      }
      if (!nullable || (!sent && !leavesNullsOut)) {
        required.add(name);
      }
    }
    SchemaDescriptions.describe(schema, type);
    if (schema.getRequired() == null && !required.isEmpty()) {
      schema.setRequired(required);
    }
    if (sent) {
      FieldGroups.describe(schema, type);
    }
  }

  /** A field that is required for one kind only may be null in a merge patch to another kind. */
  private static boolean isRequired(RecordComponent component) {
    return component.isAnnotationPresent(Required.class)
        && !component.isAnnotationPresent(OfKind.class);
  }
}
