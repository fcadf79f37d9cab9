package dev.tributary.sandbox.kit.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The requests that a vendor documents, from an OpenAPI 3.0 document without references. A field
 * that a schema does not name is a deviation, unless the schema has no fields at all. Bodies that
 * are not JSON are not checked. Thread-safe.
 */
public final class VendorDocument {
  private record Parameter(String name, String in, boolean required) {}

  private record Operation(
      List<Parameter> parameters, boolean bodyRequired, @Nullable Schema body) {}

  private final Class<?> owner;
  private final String resource;
  private @Nullable Map<String, Operation> operations;

  private VendorDocument(Class<?> owner, String resource) {
    this.owner = owner;
    this.resource = resource;
  }

  /** The document of a vendor. It is beside the class. */
  public static VendorDocument of(Class<?> vendor) {
    return of(vendor, "openapi.json");
  }

  /**
   * The document is read when it is first needed, so that a vendor that nobody calls costs nothing.
   *
   * @param owner the class beside the resource
   * @param resource the name of the document
   */
  public static VendorDocument of(Class<?> owner, String resource) {
    return new VendorDocument(owner, resource);
  }

  private synchronized Map<String, Operation> operations() {
    if (operations == null) {
      operations = read();
    }
    return operations;
  }

  private Map<String, Operation> read() {
    var read = new HashMap<String, Operation>();
    try (var stream = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
      Json.LENIENT
          .readTree(stream)
          .path("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .properties()
                  .forEach(method -> {
                    if (method.getValue().isObject()) {
                      read.put(name(method.getKey(), path.getKey()), operation(method.getValue()));
                    }
                  }));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  public boolean has(String method, String path) {
    return operations().containsKey(name(method, path));
  }

  /**
   * All deviations of a request.
   *
   * @param path the path of the operation as the document writes it
   */
  public List<Deviation> deviations(String path, Call call) {
    var operation = operations().get(name(call.method(), path));
    if (operation == null) {
      return List.of(new Deviation("path", "", "operation", "The document has no such operation"));
    }
    var deviations = new ArrayList<Deviation>();
    parameters(operation, call, deviations);
    body(operation, call, deviations);
    return deviations;
  }

  private static void parameters(Operation operation, Call call, List<Deviation> deviations) {
    for (var parameter : operation.parameters()) {
      if (parameter.required() && value(parameter, call).isEmpty()) {
        deviations.add(
            new Deviation(
                parameter.in(),
                parameter.name(),
                "required",
                "The %s '%s' is required".formatted(parameter.in(), parameter.name())));
      }
    }
    for (var name : call.queryNames()) {
      if (operation.parameters().stream()
          .noneMatch(known -> known.in().equals("query") && known.name().equals(name))) {
        deviations.add(
            new Deviation(
                "query", name, "unknown", "The operation has no query '%s'".formatted(name)));
      }
    }
  }

  private static Optional<String> value(Parameter parameter, Call call) {
    return switch (parameter.in()) {
      case "header" -> call.header(parameter.name().toLowerCase(Locale.ROOT));
      case "query" -> call.query(parameter.name());
      default -> Optional.of(parameter.name());
    };
  }

  private static void body(Operation operation, Call call, List<Deviation> deviations) {
    if (operation.body() == null) {
      return;
    }
    if (call.body().length == 0) {
      if (operation.bodyRequired()) {
        deviations.add(new Deviation("body", "", "required", "The body is required"));
      }
      return;
    }
    try {
      for (var error : operation.body().validate(Json.LENIENT.readTree(call.body()))) {
        deviations.add(deviation(error));
      }
    } catch (IOException e) {
      deviations.add(new Deviation("body", "", "json", "The body is not JSON"));
    }
  }

  private static Deviation deviation(Error error) {
    var property = error.getProperty();
    var place = error.getInstanceLocation().toString();
    var pointer = place.equals("/") ? "" : place;
    return new Deviation(
        "body",
        property == null ? pointer : pointer + "/" + property,
        String.valueOf(error.getKeyword()),
        String.valueOf(error.getMessage()));
  }

  private static Operation operation(JsonNode node) {
    var parameters = new ArrayList<Parameter>();
    node.path("parameters")
        .forEach(each ->
            parameters.add(
                new Parameter(
                    each.path("name").asText(),
                    each.path("in").asText(),
                    each.path("required").asBoolean())));
    Schema body = null;
    for (var content : node.path("requestBody").path("content").properties()) {
      if (content.getKey().endsWith("json")) {
        body =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(closed(content.getValue().path("schema")));
      }
    }
    return new Operation(parameters, node.path("requestBody").path("required").asBoolean(), body);
  }

  /** As JSON Schema: a nullable value has a second type, and unknown fields are refused. */
  private static JsonNode closed(JsonNode node) {
    if (!node.isObject()) {
      return node;
    }
    var schema = (ObjectNode) node.deepCopy();
    var changed = new LinkedHashMap<String, JsonNode>();
    schema.properties().forEach(each -> changed.put(each.getKey(), closedPart(each)));
    changed.forEach(schema::set);
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      schema.put("additionalProperties", false);
    }
    boolean nullable = schema.path("nullable").asBoolean();
    schema.remove("nullable");
    if (!nullable) {
      return schema;
    }
    if (schema.path("type").isTextual()) {
      schema.putArray("type").add(node.path("type").asText()).add("null");
      if (schema.path("enum") instanceof ArrayNode values) {
        values.addNull();
      }
      return schema;
    }
    var either = Json.LENIENT.createObjectNode();
    either.putArray("anyOf").add(schema).addObject().put("type", "null");
    return either;
  }

  private static JsonNode closedPart(Map.Entry<String, JsonNode> part) {
    var value = part.getValue();
    return switch (part.getKey()) {
      case "items", "additionalProperties" -> closed(value);
      case "properties" -> {
        var properties = Json.LENIENT.createObjectNode();
        value.properties().forEach(each -> properties.set(each.getKey(), closed(each.getValue())));
        yield properties;
      }
      case "oneOf", "anyOf", "allOf" -> {
        var parts = Json.LENIENT.createArrayNode();
        value.forEach(each -> parts.add(closed(each)));
        yield parts;
      }
      default -> value;
    };
  }

  private static String name(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }
}
