package dev.tributary.runtime.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Schemas of values that have no type of their own in Java. A field names one with {@code
 * Schema(ref = …)}. {@link TypeSchemas} gives {@link #JSON_VALUE} to the other fields that hold any
 * JSON.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ValueSchemas implements OASFilter {
  /** Any JSON value but null. */
  public static final String JSON_VALUE = "JsonValue";

  /** A text, a number, true or false. */
  public static final String SCALAR = "ScalarValue";

  /** A text; a mask if the caller may not see it. */
  public static final String MASKABLE_TEXT = "MaskableText";

  /** Any JSON value but null; a mask if the caller may not see it. */
  public static final String MASKABLE_VALUE = "MaskableValue";

  /** Values by field, each masked if the caller may not see it. */
  public static final String MASKABLE_FIELDS = "MaskableFields";

  private static final List<SchemaType> ANY =
      List.of(
          SchemaType.STRING,
          SchemaType.NUMBER,
          SchemaType.BOOLEAN,
          SchemaType.ARRAY,
          SchemaType.OBJECT);

  private static final String MASKED_VALUE = "MaskedValue";
  private static final String MASKED_FIELD = "masked";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    ComponentSchemas.change(document, ValueSchemas::add);
  }

  private static void add(Map<String, Schema> schemas) {
    schemas.put(
        JSON_VALUE,
        OASFactory.createSchema()
            .type(ANY)
            .items(ComponentSchemas.reference(JSON_VALUE))
            .description("Any JSON value but null"));
    schemas.put(
        SCALAR,
        types(SchemaType.STRING, SchemaType.NUMBER, SchemaType.BOOLEAN)
            .description("A text, a number, true or false"));
    schemas.put(MASKED_VALUE, maskedValue());
    schemas.put(
        MASKABLE_TEXT,
        OASFactory.createSchema()
            .oneOf(List.of(types(SchemaType.STRING), ComponentSchemas.reference(MASKED_VALUE)))
            .description("A text; masked if the caller may not see it"));
    schemas.put(
        MASKABLE_VALUE,
        OASFactory.createSchema()
            .anyOf(
                List.of(
                    ComponentSchemas.reference(MASKED_VALUE),
                    ComponentSchemas.reference(JSON_VALUE)))
            .description("Any JSON value but null; masked if the caller may not see it"));
    schemas.put(
        MASKABLE_FIELDS,
        types(SchemaType.OBJECT)
            .additionalPropertiesSchema(ComponentSchemas.reference(MASKABLE_VALUE))
            .description("Values by field, each masked if the caller may not see it"));
  }

  /** The schema; any JSON value where neither the schema nor its items or fields have a type. */
  static Schema typed(Schema schema) {
    if (schema.getItems() != null) {
      return schema.items(typed(schema.getItems()));
    }
    if (schema.getAdditionalPropertiesSchema() != null) {
      return schema.additionalPropertiesSchema(typed(schema.getAdditionalPropertiesSchema()));
    }
    return isUntyped(schema) ? ComponentSchemas.reference(JSON_VALUE) : schema;
  }

  private static boolean isUntyped(Schema schema) {
    return schema.getRef() == null
        && schema.getType() == null
        && schema.getOneOf() == null
        && schema.getAnyOf() == null
        && schema.getAllOf() == null
        && schema.getEnumeration() == null;
  }

  private static Schema maskedValue() {
    return types(SchemaType.OBJECT)
        .description("Stands in the place of a value that the caller may not see")
        .addProperty(
            MASKED_FIELD, types(SchemaType.BOOLEAN).addEnumeration(true).description("Always true"))
        .addRequired(MASKED_FIELD)
        .additionalPropertiesBoolean(false);
  }

  private static Schema types(SchemaType... types) {
    return OASFactory.createSchema().type(List.of(types));
  }
}
