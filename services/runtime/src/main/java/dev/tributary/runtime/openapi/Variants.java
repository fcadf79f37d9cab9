package dev.tributary.runtime.openapi;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.contracts.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Discriminator;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** The variants of a sealed type, as Jackson writes and reads them. */
final class Variants {
  private Variants() {}

  /**
   * Completes the schema of the sealed type.
   *
   * @return a schema for each variant, by name
   */
  static Map<String, Schema> describe(String name, Schema schema, Class<?> type) {
    String field = type.getAnnotation(JsonTypeInfo.class).property();
    Map<String, Schema> variants = new TreeMap<>();
    Discriminator discriminator = OASFactory.createDiscriminator().propertyName(field);
    List<Schema> references = new ArrayList<>();
    for (JsonSubTypes.Type variant : type.getAnnotation(JsonSubTypes.class).value()) {
      String variantName = name + SchemaVariants.capitalised(variant.name());
      variants.put(variantName, variant(field, variant));
      discriminator.addMapping(variant.name(), ComponentSchemas.PREFIX + variantName);
      references.add(ComponentSchemas.reference(variantName));
    }
    schema.setType(null);
    schema.oneOf(references).discriminator(discriminator);
    SchemaDescriptions.describe(schema, type);
    return variants;
  }

  private static Schema variant(String field, JsonSubTypes.Type variant) {
    Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
    schema.addProperty(
        field, string().addEnumeration(variant.name()).description("Names the variant"));
    schema.addRequired(field);
    addComponents(schema, variant.value());
    SchemaDescriptions.describe(schema, variant.value());
    return schema;
  }

  private static void addComponents(Schema schema, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      schema.addProperty(PropertyNames.of(component), schemaOf(component.getGenericType()));
      if (!Nullness.of(component)) {
        schema.addRequired(PropertyNames.of(component));
      }
    }
  }

  private static Schema schemaOf(Type type) {
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class ->
          OASFactory.createSchema()
              .addType(SchemaType.ARRAY)
              .items(schemaOf(list.getActualTypeArguments()[0]));
      case Class<?> text when text == String.class || Json.isText(text) -> string();
      case Class<?> duration when duration == Duration.class -> string().format("duration");
      case Class<?> values when values.isEnum() -> enumeration(values);
      case Class<?> nested when nested.isRecord() -> {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
        addComponents(schema, nested);
        SchemaDescriptions.describe(schema, nested);
        yield schema;
      }
      default -> ComponentSchemas.reference(ValueSchemas.JSON_VALUE);
    };
  }

  private static Schema enumeration(Class<?> values) {
    Schema schema = string();
    Arrays.stream(values.getEnumConstants())
        .map(value -> Json.MAPPER.convertValue(value, String.class))
        .forEach(schema::addEnumeration);
    return schema;
  }

  private static Schema string() {
    return OASFactory.createSchema().addType(SchemaType.STRING);
  }
}
