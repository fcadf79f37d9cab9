package dev.tributary.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The examples of request bodies in the committed document of the API, by route. */
final class RequestExamples {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");

  private static final Map<String, JsonNode> BY_ROUTE = read();

  private RequestExamples() {}

  /** By method and path. Merge patches have the same example under both of their types. */
  static Map<String, JsonNode> byRoute() {
    return BY_ROUTE;
  }

  private static Map<String, JsonNode> read() {
    Map<String, JsonNode> examples = new TreeMap<>();
    for (CommittedDocument.Operation operation :
        CommittedDocument.operations(CommittedDocument.read())) {
      JsonNode example = operation.node().at("/requestBody/content/application~1json/example");
      if (!example.isMissingNode()) {
        examples.put(operation.name(), example);
      }
    }
    return Collections.unmodifiableMap(examples);
  }

  /** The id that stands for a thing of this kind in the examples. */
  static String idOf(String kind) {
    String path = "%s /api/v1/workspaces/{workspace}/%s";
    return switch (kind) {
      case "audience" -> text(path.formatted("POST", "audiences/preview"), "/audience");
      case "destination" -> text(path.formatted("POST", "syncs"), "/destination");
      case "sync" -> text(path.formatted("POST", "deliveries/retry"), "/sync");
      case "warehouse" -> text(path.formatted("POST", "models"), "/warehouse");
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** The keys of the definitions that the examples create. */
  static Set<String> newKeys() {
    Set<String> keys = new TreeSet<>();
    byRoute()
        .forEach((route, example) -> {
          if (route.startsWith("POST") && example.has("key") && route.contains("{workspace}")) {
            keys.add(example.path("key").asText());
          }
        });
    return keys;
  }

  /**
   * The examples of the routes whose placeholders are among the things.
   *
   * @param replaced texts of the examples, and what stands in their place
   */
  static JsonNode with(Map<String, String> replaced, Set<String> things) {
    ObjectNode bodies = JSON.createObjectNode();
    byRoute()
        .forEach((route, example) -> {
          if (PLACEHOLDER
              .matcher(route)
              .results()
              .allMatch(found -> things.contains(found.group(1)))) {
            bodies.set(route, replaced(example, replaced));
          }
        });
    return bodies;
  }

  private static JsonNode replaced(JsonNode example, Map<String, String> replaced) {
    String text = example.toString();
    for (Map.Entry<String, String> entry : replaced.entrySet()) {
      text = text.replace(entry.getKey(), entry.getValue());
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static String text(String route, String pointer) {
    return byRoute().get(route).at(pointer).asText();
  }
}
