package dev.tributary.sandbox.hubspot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Json;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** HubSpot refuses a request, or one input of a batch, with its own error texts. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One error, in HubSpot's {@code errors}. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Detail(
      String message,
      @Nullable String code,
      @Nullable String in,
      Map<String, List<String>> context) {}

  private final int status;
  private final String category;
  private final @Nullable String subCategory;
  private final transient List<Detail> details;
  private final transient Map<String, List<String>> context;

  private Refusal(
      int status,
      String category,
      @Nullable String subCategory,
      String message,
      List<Detail> details,
      Map<String, List<String>> context) {
    super(message, null, false, false);
    this.status = status;
    this.category = category;
    this.subCategory = subCategory;
    this.details = details;
    this.context = context;
  }

  static Refusal validation(String message) {
    return new Refusal(400, "VALIDATION_ERROR", null, message, List.of(), Map.of());
  }

  static Refusal validation(String message, Map<String, List<String>> context) {
    return new Refusal(400, "VALIDATION_ERROR", null, message, List.of(), context);
  }

  /** HubSpot's message about property values: a list in JSON inside of the message. */
  static Refusal ofValues(List<ValueError> errors) {
    String list = errors.stream().map(ValueError::json).collect(Collectors.joining(",", "[", "]"));
    return new Refusal(
        400,
        "VALIDATION_ERROR",
        null,
        "Property values were not valid: " + list,
        errors.stream().map(ValueError::detail).toList(),
        Map.of());
  }

  static Refusal emailTaken(String email, String existingId) {
    return new Refusal(
        409,
        "CONFLICT",
        null,
        "Contact already exists. Existing ID: " + existingId,
        List.of(
            new Detail(
                "A contact with email %s already exists. Existing ID: %s"
                    .formatted(email, existingId),
                null,
                "email",
                Map.of())),
        Map.of());
  }

  static Refusal exists(String message, String subCategory) {
    return new Refusal(409, "OBJECT_ALREADY_EXISTS", subCategory, message, List.of(), Map.of());
  }

  static Refusal listNameTaken(String name) {
    return new Refusal(
        400,
        "VALIDATION_ERROR",
        "ILS.DUPLICATE_LIST_NAMES",
        "A list with the name '%s' already exists.".formatted(name),
        List.of(),
        Map.of("listName", List.of(name)));
  }

  static Refusal listNotFound(String what) {
    return new Refusal(
        404,
        "OBJECT_NOT_FOUND",
        "ILS.LIST_NOT_FOUND",
        "List does not exist with " + what + ".",
        List.of(),
        Map.of());
  }

  static Refusal notFound(String message) {
    return new Refusal(404, "OBJECT_NOT_FOUND", null, message, List.of(), Map.of());
  }

  /** An error inside of a 207, in the format of HubSpot's {@code StandardError}. */
  record InBatch(
      String status,
      String category,
      String message,
      Map<String, List<String>> context,
      List<Detail> errors,
      Map<String, String> links) {}

  InBatch inBatch(Map<String, List<String>> batchContext) {
    return new InBatch("error", category, getMessage(), batchContext, details, Map.of());
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public Answer answer() {
    var body = errorBody(category, getMessage());
    if (subCategory != null) {
      body.put("subCategory", subCategory);
    }
    if (!details.isEmpty()) {
      body.set("errors", Json.LENIENT.valueToTree(details));
    }
    if (!context.isEmpty()) {
      body.set("context", Json.LENIENT.valueToTree(context));
    }
    return Answer.of(status, body);
  }

  static ObjectNode errorBody(String category, String message) {
    return Json.LENIENT
        .createObjectNode()
        .put("status", "error")
        .put("message", message)
        .put("correlationId", UUID.randomUUID().toString())
        .put("category", category);
  }
}
