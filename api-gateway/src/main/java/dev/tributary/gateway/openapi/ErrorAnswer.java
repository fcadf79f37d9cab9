package dev.tributary.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.util.EnumSet;
import java.util.Set;

/**
 * The errors that many operations answer for the same reason: the gateway checks each request, and
 * all services read bodies and versions alike. The document has each of them once. All other errors
 * of an operation have the default answer.
 */
enum ErrorAnswer {
  MALFORMED("Malformed", 400, "The path or a parameter is not valid, or the body is not JSON"),
  UNAUTHENTICATED("Unauthenticated", 401, "The request has no valid token"),
  FORBIDDEN(
      "Forbidden",
      403,
      "A role or a right is missing, or the request of a browser comes from another site"),
  NOT_FOUND(
      "NotFound", 404, "Nothing is at this address, or the token does not include the workspace"),
  OUTDATED("Outdated", 412, "The object has changed since the `ETag` in `If-Match`"),
  INVALID("Invalid", 422, "The body is not valid; `errors` has each wrong place"),
  RATE_LIMITED(
      "RateLimited", 429, "The limit of the client is used up; it may send again after a time");

  private static final String REFERENCE = "#/components/responses/";

  /** Each caller who may call an operation of the workspace at all has this role. */
  private static final Set<String> EVERY_CALLER = Set.of("authenticated", "viewer");

  private final String componentName;
  private final int status;
  private final String description;

  ErrorAnswer(String componentName, int status, String description) {
    this.componentName = componentName;
    this.status = status;
    this.description = description;
  }

  /**
   * Adds the errors that an operation can answer to its responses.
   *
   * @param method in upper case
   * @param role what a caller needs
   */
  static void addTo(ObjectNode operation, String method, String path, String role) {
    Set<ErrorAnswer> answers = EnumSet.of(MALFORMED, UNAUTHENTICATED, RATE_LIMITED);
    // In a session, each request that changes something must come from a page of the gateway.
    if (!method.equals("GET") || !EVERY_CALLER.contains(role)) {
      answers.add(FORBIDDEN);
    }
    if (path.contains("{")) {
      answers.add(NOT_FOUND);
    }
    if (operation.path("parameters").findValuesAsText("name").contains("If-Match")) {
      answers.add(OUTDATED);
    }
    if (operation.has("requestBody")) {
      answers.add(INVALID);
    }
    ObjectNode responses = operation.withObjectProperty("responses");
    for (ErrorAnswer answer : answers) {
      responses.putIfAbsent(String.valueOf(answer.status), answer.reference());
    }
  }

  /**
   * The answers, as components of the document.
   *
   * @param problem a reference to the schema of all errors
   */
  static ObjectNode components(String problem) {
    ObjectNode components = Json.MAPPER.createObjectNode();
    for (ErrorAnswer answer : values()) {
      ObjectNode component = problem(answer.description, problem);
      components.set(answer.componentName, component);
      if (answer == RATE_LIMITED) {
        component
            .putObject("headers")
            .putObject("Retry-After")
            .put("description", "The number of seconds to wait")
            .putObject("schema")
            .put("type", "integer");
      }
    }
    return components;
  }

  /** An answer with a problem. */
  static ObjectNode problem(String description, String problem) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("description", description);
    answer
        .putObject("content")
        .putObject("application/problem+json")
        .putObject("schema")
        .put("$ref", problem);
    return answer;
  }

  private JsonNode reference() {
    return Json.MAPPER.createObjectNode().put("$ref", REFERENCE + componentName);
  }
}
