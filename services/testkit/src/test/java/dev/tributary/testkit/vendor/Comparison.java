package dev.tributary.testkit.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares an excerpt with the OpenAPI document that it is an excerpt of. What the excerpt has, the
 * document must have in the same way. What the excerpt lacks is no difference, except for what the
 * document requires: a required field, parameter or body.
 */
public final class Comparison {
  /** Marks a field that the vendor sends and does not document. The value is the reason. */
  static final String NOT_IN_DOCUMENT = "x-not-in-document";

  private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

  /** Keywords of a schema that have the same value on both sides. */
  private static final Set<String> EQUAL = Set.of("type", "format", "pattern", "nullable");

  private static final Set<String> KNOWN =
      Set.of(
          "enum",
          "required",
          "properties",
          "items",
          "additionalProperties",
          "oneOf",
          NOT_IN_DOCUMENT);

  /** A node, with the document in which its references point. */
  private record Place(JsonNode root, JsonNode node) {
    Place at(String field) {
      return new Place(root, node.path(field)).resolved();
    }

    private Place resolved() {
      String reference = node.path("$ref").asText("");
      return reference.isEmpty()
          ? new Place(root, united(node))
          : new Place(root, root.at(reference.substring(1))).resolved();
    }

    /** A schema whose parts all hold, as one schema. */
    private JsonNode united(JsonNode schema) {
      if (!schema.path("allOf").isArray()) {
        return schema;
      }
      ObjectNode one = JsonNodeFactory.instance.objectNode();
      ((ObjectNode) schema)
          .properties()
          .forEach(keyword -> {
            if (!keyword.getKey().equals("allOf")) {
              one.set(keyword.getKey(), keyword.getValue());
            }
          });
      for (JsonNode part : schema.path("allOf")) {
        unite(one, new Place(root, part).resolved().node());
      }
      return one;
    }

    private void unite(ObjectNode one, JsonNode part) {
      part.properties()
          .forEach(keyword -> {
            JsonNode held = one.path(keyword.getKey());
            switch (keyword.getKey()) {
              case "properties" -> {
                ObjectNode fields = held.isObject() ? held.deepCopy() : one.objectNode();
                keyword
                    .getValue()
                    .properties()
                    .forEach(field -> {
                      if (fields.path(field.getKey()).isObject()) {
                        ObjectNode both = one.objectNode();
                        both.putArray("allOf")
                            .add(fields.path(field.getKey()))
                            .add(field.getValue());
                        fields.set(field.getKey(), both);
                      } else {
                        fields.set(field.getKey(), field.getValue());
                      }
                    });
                one.set("properties", fields);
              }
              case "required" -> {
                ArrayNode names = one.arrayNode();
                held.forEach(names::add);
                keyword.getValue().forEach(names::add);
                one.set("required", names);
              }
              default -> one.set(keyword.getKey(), keyword.getValue());
            }
          });
    }

    boolean exists() {
      return !node.isMissingNode();
    }

    Set<String> names() {
      Set<String> names = new TreeSet<>();
      node.fieldNames().forEachRemaining(names::add);
      return names;
    }

    /** The texts of an array. */
    Set<String> texts(String field) {
      Set<String> texts = new TreeSet<>();
      node.path(field).forEach(text -> texts.add(text.asText()));
      return texts;
    }
  }

  private final List<String> found = new ArrayList<>();

  private Comparison() {}

  /**
   * @param path a path of the excerpt
   * @return the differences, each with its place; empty for none
   */
  public static List<String> differences(JsonNode excerpt, JsonNode document, String path) {
    Comparison comparison = new Comparison();
    comparison.path(
        path,
        new Place(excerpt, excerpt.path("paths").path(path)),
        new Place(document, document.path("paths").path(path)));
    return comparison.found;
  }

  private void path(String path, Place ours, Place theirs) {
    if (!theirs.exists()) {
      found.add(path + ": the document has no such path");
      return;
    }
    for (String method : ours.names()) {
      if (METHODS.contains(method)) {
        String place = method + " " + path;
        if (theirs.at(method).exists()) {
          operation(place, ours.at(method), theirs.at(method));
        } else {
          found.add(place + ": the document has no such method");
        }
      }
    }
  }

  private void operation(String place, Place ours, Place theirs) {
    parameters(place, ours, theirs);
    equal(place + " body", "required", ours.at("requestBody"), theirs.at("requestBody"));
    content(place + " body", ours.at("requestBody"), theirs.at("requestBody"));
    for (String status : ours.at("responses").names()) {
      Place answer = theirs.at("responses").at(status);
      if (answer.exists()) {
        content(place + " " + status, ours.at("responses").at(status), answer);
      } else {
        found.add(place + " " + status + ": the document has no such status");
      }
    }
  }

  private void parameters(String place, Place ours, Place theirs) {
    for (JsonNode ourParameter : ours.node().path("parameters")) {
      String name = ourParameter.path("name").asText();
      Place their = parameter(theirs, ourParameter);
      String at = place + " parameter " + name;
      if (their == null) {
        found.add(at + ": the document has no such parameter");
      } else {
        Place our = new Place(ours.root(), ourParameter);
        equal(at, "required", our, their);
        schema(at, our.at("schema"), their.at("schema"));
      }
    }
    for (JsonNode theirParameter : theirs.node().path("parameters")) {
      if (theirParameter.path("required").asBoolean() && parameter(ours, theirParameter) == null) {
        found.add(
            "%s: the document requires the parameter %s"
                .formatted(place, theirParameter.path("name").asText()));
      }
    }
  }

  private static @Nullable Place parameter(Place operation, JsonNode like) {
    for (JsonNode parameter : operation.node().path("parameters")) {
      if (parameter.path("name").equals(like.path("name"))
          && parameter.path("in").equals(like.path("in"))) {
        return new Place(operation.root(), parameter);
      }
    }
    return null;
  }

  private void content(String place, Place ours, Place theirs) {
    Set<String> types = ours.at("content").names();
    if (!types.equals(theirs.at("content").names())) {
      found.add(
          "%s: the content types are %s, in the document %s"
              .formatted(place, types, theirs.at("content").names()));
      return;
    }
    for (String type : types) {
      schema(
          place,
          ours.at("content").at(type).at("schema"),
          theirs.at("content").at(type).at("schema"));
    }
  }

  private void schema(String place, Place ours, Place theirs) {
    if (!ours.node().isObject()) {
      found.add(place + ": the comparison knows only schemas that are objects");
    }
    for (String keyword : ours.names()) {
      if (!EQUAL.contains(keyword) && !KNOWN.contains(keyword)) {
        found.add(place + ": the comparison does not know the keyword " + keyword);
      }
    }
    EQUAL.forEach(keyword -> equal(place, keyword, ours, theirs));
    sameTexts(place, "enum", ours, theirs);
    sameTexts(place, "required", ours, theirs);
    properties(place, ours.at("properties"), theirs.at("properties"));
    part(place + "[]", "items", ours, theirs);
    part(place + ".*", "additionalProperties", ours, theirs);
    alternatives(place, ours, theirs);
  }

  private void alternatives(String place, Place ours, Place theirs) {
    JsonNode our = ours.node().path("oneOf");
    JsonNode their = theirs.node().path("oneOf");
    if (our.size() != their.size()) {
      found.add(
          "%s: %d alternatives, in the document %d".formatted(place, our.size(), their.size()));
      return;
    }
    for (int i = 0; i < our.size(); i++) {
      schema(
          place + "|" + i,
          new Place(ours.root(), our.path(i)).resolved(),
          new Place(theirs.root(), their.path(i)).resolved());
    }
  }

  private void properties(String place, Place ours, Place theirs) {
    for (String name : ours.names()) {
      String at = place + "." + name;
      boolean documented = theirs.at(name).exists();
      boolean expected = !ours.node().path(name).has(NOT_IN_DOCUMENT);
      if (expected && documented) {
        schema(at, ours.at(name), theirs.at(name));
      } else if (expected) {
        found.add(at + ": the document has no such field");
      } else if (documented) {
        found.add(at + ": the document has this field, remove " + NOT_IN_DOCUMENT);
      }
    }
  }

  private void part(String place, String keyword, Place ours, Place theirs) {
    if (ours.at(keyword).exists() && theirs.at(keyword).exists()) {
      schema(place, ours.at(keyword), theirs.at(keyword));
    } else if (ours.at(keyword).exists() || theirs.at(keyword).exists()) {
      found.add("%s: only one side has the keyword %s".formatted(place, keyword));
    }
  }

  private void equal(String place, String keyword, Place ours, Place theirs) {
    JsonNode our = ours.node().path(keyword);
    JsonNode their = theirs.node().path(keyword);
    if (!our.equals(their)) {
      found.add(
          "%s: %s is %s, in the document %s".formatted(place, keyword, text(our), text(their)));
    }
  }

  private void sameTexts(String place, String keyword, Place ours, Place theirs) {
    Set<String> our = ours.texts(keyword);
    Set<String> their = theirs.texts(keyword);
    if (!our.equals(their)) {
      found.add("%s: %s is %s, in the document %s".formatted(place, keyword, our, their));
    }
  }

  private static String text(JsonNode value) {
    return value instanceof MissingNode ? "absent" : value.asText();
  }
}
