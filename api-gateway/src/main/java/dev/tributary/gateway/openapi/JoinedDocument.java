package dev.tributary.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import dev.tributary.gateway.routing.ApiPath;
import dev.tributary.gateway.routing.Routes;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Joins documents of services into one. Paths and schemas are sorted: the document does not depend
 * on the order in which services answer.
 */
public final class JoinedDocument {
  private static final String PROBLEM = "Problem";
  private static final String PROBLEM_SCHEMA = JoinedSchemas.REFERENCE + PROBLEM;

  private final Needs needs;
  private final Map<Service, ObjectNode> documents = new TreeMap<>();

  /** The role that an operation needs. */
  public interface Needs {

    /** The right that a caller needs; empty for an operation that nobody may call. */
    Optional<String> of(String method, String path);
  }

  public JoinedDocument(Needs needs) {
    this.needs = needs;
  }

  public void add(Service service, ObjectNode document) {
    documents.put(service, document);
  }

  public ObjectNode document() {
    JoinedSchemas schemas = new JoinedSchemas(documents);
    Map<String, ObjectNode> paths = new TreeMap<>();
    documents.forEach((service, document) ->
        schemas.renamed(service, document).path("paths").properties().stream()
            .filter(path -> leadsTo(service, path.getKey()))
            .forEach(path -> addPath(paths, path.getKey(), path.getValue())));
    ObjectNode joined = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
    describe(joined);
    joined.putObject("paths").setAll(paths);
    ObjectNode components = joined.putObject("components");
    Map<String, JsonNode> used = schemas.usedBy(joined.path("paths"));
    used.put(PROBLEM, problem());
    components.putObject("schemas").setAll(used);
    components.set("responses", ErrorAnswer.components(PROBLEM_SCHEMA));
    components.set("securitySchemes", securitySchemes());
    return joined;
  }

  private static boolean leadsTo(Service service, String path) {
    return path.startsWith(ApiPath.PREFIX)
        && Routes.serviceFor(ApiPath.parse(path)).equals(Optional.of(service));
  }

  /** Adds the operations that at least one role may call. */
  private void addPath(Map<String, ObjectNode> paths, String path, JsonNode operations) {
    operations
        .properties()
        .forEach(operation -> {
          String method = operation.getKey().toUpperCase(Locale.ROOT);
          if (operation.getValue() instanceof ObjectNode node) {
            needs
                .of(method, path)
                .ifPresent(role ->
                    paths
                        .computeIfAbsent(path, absent -> Json.MAPPER.createObjectNode())
                        .set(operation.getKey(), completed(node, method, path, role)));
          }
        });
  }

  private static ObjectNode completed(
      ObjectNode operation, String method, String path, String role) {
    operation.remove("security");
    operation.put("x-tributary-needs", role);
    ObjectNode responses = operation.withObjectProperty("responses");
    // All failures have the same schema; a status without a body says less.
    responses.removeIf(
        response -> !response.has("content") && "Bad Request".equals(text(response)));
    ErrorAnswer.addTo(operation, method, path, role);
    responses.set(
        "default", ErrorAnswer.problem("Another failure; its `code` says which", PROBLEM_SCHEMA));
    return operation;
  }

  private static String text(JsonNode response) {
    return response.path("description").asText();
  }

  private static void describe(ObjectNode document) {
    document
        .putObject("info")
        .put("title", "Tributary")
        .put("version", "v1")
        .put("description", "Management API. Events come in through the tracking API.")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("identifier", "Apache-2.0");
    document.putArray("security").add(scheme("bearer")).add(scheme("session"));
  }

  private static ObjectNode scheme(String name) {
    ObjectNode scheme = Json.MAPPER.createObjectNode();
    scheme.putArray(name);
    return scheme;
  }

  private static ObjectNode securitySchemes() {
    ObjectNode schemes = Json.MAPPER.createObjectNode();
    schemes
        .putObject("bearer")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT")
        .put("description", "A token of an API client, from Keycloak's token endpoint");
    schemes
        .putObject("session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", "q_session")
        .put(
            "description",
            "A browser that signed in at /auth/login; changes also need X-Tributary-CSRF: 1");
    return schemes;
  }

  private static ObjectNode problem() {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    schema.put("description", "RFC 9457; docs/reference/errors.md lists the codes");
    ObjectNode properties = schema.putObject("properties");
    add(properties, "type", "string", "A URI that names the kind of error");
    add(properties, "title", "string", "The kind of error, in words");
    add(properties, "detail", "string", "What is wrong with this request");
    add(properties, "code", "string", "The kind of error, for programs");
    add(properties, "requestId", "string", "The id of the request, which the logs contain too");
    add(properties, "status", "integer", "The HTTP status of the answer");
    add(properties, "retryable", "boolean", "Whether the same request may succeed later");
    ObjectNode errors = properties.putObject("errors").put("type", "array");
    errors.put("description", "Each wrong place of the request's body; missing if none is known");
    ObjectNode at = errors.putObject("items").put("type", "object");
    ObjectNode place = at.putObject("properties");
    place
        .putObject("pointer")
        .put("type", "string")
        .put("description", "Where in the request's body (RFC 6901)");
    add(place, "detail", "string", "What is wrong at this place, and what would be accepted");
    add(
        place,
        "engineMessage",
        "string",
        "The message of the engine that read the text at this place, such as a database; missing if"
            + " there is none, or if it may contain values that the caller may not see");
    place.set("position", position());
    at.putArray("required").add("pointer").add("detail");
    schema
        .putArray("required")
        .add("type")
        .add("title")
        .add("status")
        .add("code")
        .add("retryable")
        .add("requestId");
    return schema;
  }

  private static ObjectNode position() {
    ObjectNode position = Json.MAPPER.createObjectNode().put("type", "object");
    position.put(
        "description", "Where in the text at this place, such as a query; missing if unknown");
    ObjectNode properties = position.putObject("properties");
    add(
        properties,
        "column",
        "integer",
        "The column of the line, in UTF-16 code units and counted from 1; missing if unknown");
    add(properties, "line", "integer", "The line, counted from 1");
    position.putArray("required").add("line");
    return position;
  }

  private static void add(ObjectNode properties, String name, String type, String description) {
    properties.putObject(name).put("type", type).put("description", description);
  }
}
