package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Validates values with the schemas of the committed document, also with their formats. */
final class DocumentSchemas {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMAS = "#/components/schemas/";

  private final JsonNode document = CommittedDocument.read();
  private final JsonNode components = document.path("components");

  /** By schema: to read the document's schemas takes longer than to validate a value. */
  private final Map<JsonNode, Schema> validators = new HashMap<>();

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  /** The schema of the body that a route reads. */
  JsonNode ofBody(Route route) {
    return document
        .path("paths")
        .path(route.path())
        .path(route.method().toLowerCase(Locale.ROOT))
        .at("/requestBody/content/application~1json/schema");
  }

  /**
   * Whether a value must have the fields of one of several groups. If it has none, an answer names
   * the place of any group.
   */
  boolean isChoice(JsonNode schema) {
    return components.path("schemas").path(nameOf(schema)).has("anyOf");
  }

  /** The mistakes of the value, in words; empty if it is valid. */
  List<String> mistakes(JsonNode schema, JsonNode value) {
    return validators.computeIfAbsent(schema, this::validator).validate(value).stream()
        .map(Object::toString)
        .toList();
  }

  private Schema validator(JsonNode schema) {
    ObjectNode root = schema.deepCopy();
    root.set("components", components);
    return registry.getSchema(root);
  }

  /** A reference to the named schema. */
  static JsonNode reference(String name) {
    return JSON.createObjectNode().put("$ref", SCHEMAS + name);
  }

  /** The name of the schema that is referred to, or an empty text. */
  static String nameOf(JsonNode schema) {
    return schema.path("$ref").asText().replace(SCHEMAS, "");
  }

  /**
   * The fields of an object that its schema does not know, at all depths. A choice knows the fields
   * of all its variants.
   */
  Set<String> unknownFields(JsonNode schema, JsonNode value) {
    Set<String> unknown = new TreeSet<>();
    collectUnknown(List.of(schema), value, "", unknown);
    return unknown;
  }

  private void collectUnknown(
      List<JsonNode> schemas, JsonNode value, String place, Set<String> unknown) {
    List<JsonNode> all = schemas.stream().flatMap(each -> alternatives(each).stream()).toList();
    if (value.isArray()) {
      List<JsonNode> items =
          all.stream().map(each -> each.path("items")).filter(JsonNode::isObject).toList();
      value.forEach(item -> collectUnknown(items, item, place + "[]", unknown));
    }
    if (value.isObject() && all.stream().noneMatch(DocumentSchemas::isOpen)) {
      value
          .properties()
          .forEach(field -> {
            List<JsonNode> known =
                all.stream()
                    .map(each -> each.path("properties").path(field.getKey()))
                    .filter(JsonNode::isObject)
                    .toList();
            if (known.isEmpty()) {
              unknown.add(place + "/" + field.getKey());
            }
            collectUnknown(known, field.getValue(), place + "/" + field.getKey(), unknown);
          });
    }
  }

  /** The schema with those that it refers to, chooses from or consists of. */
  private List<JsonNode> alternatives(JsonNode schema) {
    List<JsonNode> all = new ArrayList<>(List.of(schema));
    if (schema.has("$ref")) {
      all.addAll(alternatives(components.path("schemas").path(nameOf(schema))));
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      schema.path(choice).forEach(each -> all.addAll(alternatives(each)));
    }
    return all;
  }

  /** Whether an object of this schema may have any fields. */
  private static boolean isOpen(JsonNode schema) {
    JsonNode more = schema.path("additionalProperties");
    return more.isObject()
        || more.asBoolean()
        || schema.path("type").isArray() && !schema.has("properties");
  }
}
