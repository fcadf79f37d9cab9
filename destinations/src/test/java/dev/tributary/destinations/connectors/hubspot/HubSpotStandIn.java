package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.StandInServer;
import dev.tributary.destinations.connector.StandInServer.Reply;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.Vendor;
import dev.tributary.testkit.vendor.VendorExcerpt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** As much of HubSpot as the connector uses: contacts by e-mail or id, static lists. */
final class HubSpotStandIn implements Vendor {
  static final String TOKEN = "pat-secret-token";

  /** Contacts' properties by id. */
  final Map<String, Map<String, String>> contacts = new TreeMap<>();

  /** Members by list name. */
  final Map<String, Set<String>> lists = new LinkedHashMap<>();

  /** From now on no list is created. */
  boolean refuseLists;

  private final Set<String> refused = new HashSet<>();
  private final List<String> listNames = new ArrayList<>();
  private final StandInServer server = new StandInServer(this::answer);
  private int nextId = 100;

  private synchronized Reply answer(
      String method, URI uri, Map<String, String> headers, String body) {
    String path = uri.getRawPath();
    try {
      VendorExcerpt.HUBSPOT.checkRequest(method, path, headers, body);
    } catch (AssertionError e) {
      return new Reply(418, error("NOT_AS_DOCUMENTED", String.valueOf(e.getMessage())));
    }
    if (!("Bearer " + TOKEN).equals(headers.get("authorization"))) {
      return new Reply(
          401, error("INVALID_AUTHENTICATION", "Authentication credentials not found"));
    }
    JsonNode json =
        body.isEmpty()
            ? Json.MAPPER.createObjectNode()
            : Json.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    if (path.endsWith("/batch/upsert")) {
      return write(json, true);
    }
    if (path.endsWith("/batch/update")) {
      return write(json, false);
    }
    if (path.endsWith("/batch/archive")) {
      json.path("inputs").forEach(input -> contacts.remove(input.path("id").asText()));
      return new Reply(204, "");
    }
    if (path.startsWith("/crm/v3/lists")) {
      return lists(method, uri, json);
    }
    return new Reply(200, "{\"portalId\":1}");
  }

  private Reply write(JsonNode json, boolean upsert) {
    for (JsonNode input : json.path("inputs")) {
      String email = input.path("properties").path("email").asText();
      if (refused.contains(email)) {
        return new Reply(
            400,
            error(
                "VALIDATION_ERROR",
                "Property values were not valid: [{\"isValid\":false,\"message\":\"Email address "
                    + "is invalid\",\"error\":\"INVALID_EMAIL\",\"name\":\"email\"}]"));
      }
    }
    ArrayNode results = Json.MAPPER.createArrayNode();
    for (JsonNode input : json.path("inputs")) {
      String given = input.path("id").asText();
      String id = upsert ? byEmail(given) : given;
      boolean created = id == null;
      if (id == null) {
        id = Integer.toString(nextId++);
      }
      Map<String, String> properties = contacts.computeIfAbsent(id, some -> new TreeMap<>());
      input
          .path("properties")
          .properties()
          .forEach(each -> properties.put(each.getKey(), each.getValue().asText()));
      ObjectNode result = Json.MAPPER.createObjectNode();
      result.put("id", id).put("new", created);
      result.put("objectWriteTraceId", input.path("objectWriteTraceId").asText());
      result.set("properties", Json.MAPPER.valueToTree(properties));
      // HubSpot promises no order.
      results.insert(0, result);
    }
    ObjectNode answer = Json.MAPPER.createObjectNode().put("status", "COMPLETE");
    answer.set("results", results);
    return new Reply(200, answer.toString());
  }

  private @Nullable String byEmail(String email) {
    return contacts.entrySet().stream()
        .filter(contact -> email.equals(contact.getValue().get("email")))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private Reply lists(String method, URI uri, JsonNode json) {
    String path = uri.getPath();
    if (method.equals("GET")) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      return lists.containsKey(name) ? list(name) : new Reply(404, error("NOT_FOUND", "No list"));
    }
    if (method.equals("POST")) {
      if (refuseLists) {
        return new Reply(400, error("VALIDATION_ERROR", "This account has too many lists"));
      }
      String name = json.path("name").asText();
      lists.put(name, new TreeSet<>());
      listNames.add(name);
      return list(name);
    }
    String[] steps = path.split("/");
    Set<String> members = lists.get(listNames.get(Integer.parseInt(steps[4]) - 1));
    List<String> missing = new ArrayList<>();
    json.forEach(id -> {
      if (!contacts.containsKey(id.asText())) {
        missing.add(id.asText());
      } else if (path.endsWith("/add")) {
        members.add(id.asText());
      } else {
        members.remove(id.asText());
      }
    });
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.set("recordIdsMissing", Json.MAPPER.valueToTree(missing));
    return new Reply(200, answer.toString());
  }

  private Reply list(String name) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.putObject("list").put("listId", "" + (listNames.indexOf(name) + 1)).put("name", name);
    return new Reply(200, answer.toString());
  }

  private static String error(String category, String message) {
    return Json.MAPPER
        .createObjectNode()
        .put("status", "error")
        .put("category", category)
        .put("message", message)
        .toString();
  }

  @Override
  public Connector connector() {
    return new HubSpotConnector();
  }

  @Override
  public Target target() {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.MAPPER.createObjectNode(),
        Map.of("accessToken", TOKEN),
        URI.create(server.url()));
  }

  @Override
  public String object() {
    return "contacts";
  }

  @Override
  public String matchField() {
    return "email";
  }

  @Override
  public ObjectNode syncSettings() {
    return Json.MAPPER.createObjectNode().put("list", "Loyal but at risk");
  }

  @Override
  public String textField() {
    return "firstname";
  }

  @Override
  public synchronized Map<String, String> records() {
    Map<String, String> found = new TreeMap<>();
    contacts
        .values()
        .forEach(contact ->
            found.put(contact.getOrDefault("email", ""), contact.getOrDefault("firstname", "")));
    return Collections.unmodifiableMap(found);
  }

  @Override
  public synchronized void refuse(String matchValue) {
    refused.add(matchValue);
  }

  @Override
  public boolean failNext(Failure failure) {
    server.failNext(failure);
    return true;
  }
}
