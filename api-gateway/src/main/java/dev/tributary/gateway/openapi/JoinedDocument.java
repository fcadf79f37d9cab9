package dev.tributary.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.gateway.routing.ApiPath;
import dev.tributary.gateway.routing.Routes;
import dev.tributary.gateway.routing.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Joins documents of services into one. Components are renamed {@code <service>.<name>}, so that
 * two services may use one name for different things. Paths are sorted: the document does not
 * depend on the order in which services answer.
 */
public final class JoinedDocument {
  private static final List<String> RENAMED =
      List.of("schemas", "parameters", "responses", "requestBodies", "headers", "examples");
  private static final Pattern REFERENCE =
      Pattern.compile("#/components/(" + String.join("|", RENAMED) + ")/");
  private static final String PROBLEM = "Problem";

  private final Needs needs;
  private final Map<String, ObjectNode> paths = new TreeMap<>();
  private final ObjectNode components = Json.MAPPER.createObjectNode();

  /** Who may call what. */
  public interface Needs {

    /** What a caller needs; empty for an operation that nobody may call. */
    Optional<String> of(String method, String path);
  }

  public JoinedDocument(Needs needs) {
    this.needs = needs;
  }

  public void add(Service service, ObjectNode document) {
    ObjectNode renamed = renamed(service, document);
    renamed
        .path("paths")
        .properties()
        .forEach(path -> addPath(service, path.getKey(), path.getValue()));
    for (String kind : RENAMED) {
      renamed
          .path("components")
          .path(kind)
          .properties()
          .forEach(component ->
              components
                  .withObjectProperty(kind)
                  .set(service.label() + "." + component.getKey(), component.getValue()));
    }
  }

  private static ObjectNode renamed(Service service, ObjectNode document) {
    String text =
        REFERENCE
            .matcher(document.toString())
            .replaceAll("#/components/$1/" + service.label() + ".");
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds what somebody may call and the routes lead to this service. */
  private void addPath(Service service, String path, JsonNode operations) {
    boolean ours =
        path.startsWith(ApiPath.PREFIX)
            && Routes.serviceFor(ApiPath.parse(path)).equals(Optional.of(service));
    operations
        .properties()
        .forEach(operation -> {
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          if (ours && operation.getValue() instanceof ObjectNode node) {
            needs.of(method, path).ifPresent(role -> addOperation(method, path, role, node));
          }
        });
  }

  private void addOperation(String method, String path, String role, ObjectNode operation) {
    operation.remove("security");
    operation.put("x-tributary-needs", role);
    operation
        .withObjectProperty("responses")
        .putObject("default")
        .put("description", "The request failed")
        .putObject("content")
        .putObject("application/problem+json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + PROBLEM);
    paths
        .computeIfAbsent(path, absent -> Json.MAPPER.createObjectNode())
        .set(method.toLowerCase(Locale.ROOT), operation);
  }

  public ObjectNode document() {
    ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Tributary")
        .put("version", "v1")
        .put("description", "Management API. Events come in through the tracking API.");
    document.putArray("security").addObject().putArray("bearer");
    ObjectNode all = document.putObject("paths");
    paths.forEach(all::set);
    components.withObjectProperty("schemas").set(PROBLEM, problem());
    components
        .putObject("securitySchemes")
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
    document.set("components", components);
    return document;
  }

  private static ObjectNode problem() {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    schema.put("description", "RFC 9457, with code, errors, retryable and requestId");
    ObjectNode properties = schema.putObject("properties");
    for (String text : List.of("type", "title", "detail", "code", "requestId")) {
      properties.putObject(text).put("type", "string");
    }
    properties.putObject("status").put("type", "integer");
    properties.putObject("retryable").put("type", "boolean");
    ObjectNode at = properties.putObject("errors").put("type", "array").putObject("items");
    at.put("type", "object");
    at.putObject("properties").putObject("pointer").put("type", "string");
    at.withObjectProperty("properties").putObject("detail").put("type", "string");
    return schema;
  }
}
