package dev.tributary.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Refused;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** JSON:API as Klaviyo writes it. */
final class JsonApi {
  private static final String ROOT = "https://a.klaviyo.com/api/";
  private static final Map<String, String> TYPE =
      Map.of("Content-Type", "application/vnd.api+json");

  /** One error of an answer. */
  record Fault(int status, String code, String title, String detail, Map<String, String> source) {
    static Fault invalid(String pointer, String detail) {
      return new Fault(400, "invalid", "Invalid input.", detail, Map.of("pointer", pointer));
    }
  }

  private JsonApi() {}

  /** The field {@code data} of the body. The document has been checked before. */
  static JsonNode data(Call call) {
    return Json.tree(call).path("data");
  }

  static ObjectNode resource(String type, String id, ObjectNode attributes) {
    var resource = Json.LENIENT.createObjectNode().put("type", type).put("id", id);
    resource.set("attributes", attributes);
    resource.putObject("links").put("self", ROOT + type + "s/" + id + "/");
    return resource;
  }

  static Answer one(int status, ObjectNode resource) {
    var body = Json.LENIENT.createObjectNode();
    body.set("data", resource);
    return Answer.of(status, body).with(TYPE);
  }

  /** One page of resources; the cursor is the number of resources before it. */
  static Answer page(Call call, List<ObjectNode> all) {
    int size = number(call, "page[size]", 20);
    int before = number(call, "page[cursor]", 0);
    if (size < 1 || size > 100) {
      throw refused(
          new Fault(
              400,
              "invalid",
              "Invalid input.",
              "Page size must be an integer between 1 and 100.",
              Map.of("parameter", "page[size]")));
    }
    var body = Json.LENIENT.createObjectNode();
    all.stream().skip(before).limit(size).forEach(body.putArray("data")::add);
    var links = body.putObject("links");
    // Absolute as the vendor's, and to the sandbox, because clients follow them.
    var self = "http://%s%s".formatted(call.header("host").orElse("a.klaviyo.com"), call.path());
    links.put("self", self);
    if (before + size < all.size()) {
      links.put(
          "next",
          "%s?page%%5Bsize%%5D=%d&page%%5Bcursor%%5D=%d".formatted(self, size, before + size));
    }
    return Answer.of(200, body).with(TYPE);
  }

  private static int number(Call call, String name, int otherwise) {
    try {
      return call.query(name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw refused(
          new Fault(
              400,
              "invalid",
              "Invalid input.",
              name + " is not a number.",
              Map.of("parameter", name)));
    }
  }

  static Refused refused(Fault fault) {
    return new Refused(failure(fault.status(), List.of(fault), Map.of()));
  }

  static Refused notFound(String type, String id) {
    return refused(
        new Fault(
            404,
            "not_found",
            "Not found.",
            "A %s with id %s does not exist.".formatted(type, id),
            Map.of("pointer", "/data/id")));
  }

  static Answer failure(int status, List<Fault> faults, Map<String, String> meta) {
    var body = Json.LENIENT.createObjectNode();
    var errors = body.putArray("errors");
    for (var fault : faults) {
      var error =
          errors
              .addObject()
              .put("id", UUID.randomUUID().toString())
              .put("status", fault.status())
              .put("code", fault.code())
              .put("title", fault.title())
              .put("detail", fault.detail());
      error.set("source", Json.LENIENT.valueToTree(fault.source()));
      error.set("meta", Json.LENIENT.valueToTree(meta));
    }
    return Answer.of(status, body).with(TYPE);
  }
}
