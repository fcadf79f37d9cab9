package dev.tributary.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schemas of all services. If two services use one name for different schemas, the name gets
 * the service's name as a prefix. Plain values, such as enumerations and times, are written inline.
 */
final class JoinedSchemas {
  static final String REFERENCE = "#/components/schemas/";

  private static final Pattern NAME = Pattern.compile(Pattern.quote(REFERENCE) + "([^\"]+)");

  private static final List<String> COMPOUND = List.of("properties", "items", "oneOf", "anyOf");

  private final Map<Service, Map<String, JsonNode>> own = new TreeMap<>();
  private final Map<String, JsonNode> joined = new TreeMap<>();

  JoinedSchemas(Map<Service, ObjectNode> documents) {
    documents.forEach((service, document) -> own.put(service, schemasOf(document)));
    documents.forEach((service, document) -> {
      JsonNode schemas = renamed(service, document).path("components").path("schemas");
      schemas
          .properties()
          .forEach(schema -> joined.put(renamed(service, schema.getKey()), schema.getValue()));
    });
  }

  private static Map<String, JsonNode> schemasOf(ObjectNode document) {
    Map<String, JsonNode> schemas = new TreeMap<>();
    document
        .path("components")
        .path("schemas")
        .properties()
        .forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
    return schemas;
  }

  /** The service's document with every reference renamed as in the joined document. */
  ObjectNode renamed(Service service, ObjectNode document) {
    ObjectNode inPlace = document.deepCopy();
    for (JsonNode parent : inPlace.findParents("$ref")) {
      JsonNode schema = schema(service, parent.path("$ref").asText().replace(REFERENCE, ""));
      if (isPlainValue(schema) && parent instanceof ObjectNode user) {
        user.remove("$ref");
        // A description of the field stays: it says more than the one of the type.
        schema
            .properties()
            .forEach(entry -> user.putIfAbsent(entry.getKey(), entry.getValue().deepCopy()));
      }
    }
    String text =
        NAME.matcher(inPlace.toString())
            .replaceAll(found -> REFERENCE + renamed(service, found.group(1)));
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Enumerations, times, any JSON. */
  private static boolean isPlainValue(JsonNode schema) {
    return schema.isObject()
        && COMPOUND.stream().noneMatch(schema::has)
        && !schema.path("additionalProperties").isObject();
  }

  private String renamed(Service service, String name) {
    Map<String, JsonNode> meant = meaning(own.getOrDefault(service, Map.of()), name);
    boolean shared =
        own.values().stream()
            .filter(schemas -> schemas.containsKey(name))
            .allMatch(schemas -> meaning(schemas, name).equals(meant));
    String label = service.label();
    String prefix =
        shared ? "" : label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    return prefix + pageOf(schema(service, name)).map(item -> item + "Page").orElse(name);
  }

  /** The schema of a page's items; empty for a schema that is no page. */
  private static Optional<String> pageOf(JsonNode schema) {
    JsonNode properties = schema.path("properties");
    String item = properties.path("data").path("items").path("$ref").asText();
    return properties.has("nextCursor") && !item.isEmpty()
        ? Optional.of(item.replace(REFERENCE, ""))
        : Optional.empty();
  }

  private JsonNode schema(Service service, String name) {
    return own.getOrDefault(service, Map.of()).getOrDefault(name, MissingNode.getInstance());
  }

  /** A schema with all schemas that it refers to. */
  private static Map<String, JsonNode> meaning(Map<String, JsonNode> schemas, String name) {
    return used(schemas, Json.MAPPER.createObjectNode().put("$ref", REFERENCE + name));
  }

  /** The schemas that a node refers to, directly or through others. */
  Map<String, JsonNode> usedBy(JsonNode root) {
    return used(joined, root);
  }

  private static Map<String, JsonNode> used(Map<String, JsonNode> schemas, JsonNode root) {
    Map<String, JsonNode> used = new TreeMap<>();
    Deque<JsonNode> left = new ArrayDeque<>();
    left.add(root);
    while (!left.isEmpty()) {
      Matcher names = NAME.matcher(left.remove().toString());
      while (names.find()) {
        JsonNode schema = schemas.get(names.group(1));
        if (schema != null && used.put(names.group(1), schema) == null) {
          left.add(schema);
        }
      }
    }
    return used;
  }
}
