package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.sandbox.http.LocalSandbox;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import dev.tributary.testkit.vendor.VendorExcerpt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** HubSpot as the sandbox has it: an account of its own, with requests checked as documented. */
final class HubSpotVendor implements AutoCloseable {
  static final String TOKEN = "pat-secret-token";
  private static final String LIST = "Loyal but at risk";

  private final LocalSandbox sandbox = LocalSandbox.start(Clock.systemUTC(), TOKEN);
  private final TestEgress egress = new TestEgress(HubSpotVendor::check);
  private final TestEgress control = new TestEgress();
  private final String object;
  private final String matchField;
  private final String textField;

  private HubSpotVendor(String object, String matchField, String textField) {
    this.object = object;
    this.matchField = matchField;
    this.textField = textField;
  }

  static HubSpotVendor contacts() {
    return new HubSpotVendor("contacts", "email", "firstname");
  }

  static HubSpotVendor companies() {
    return new HubSpotVendor("companies", "domain", "name");
  }

  static HubSpotVendor deals() {
    return new HubSpotVendor("deals", "tributary_id", "dealname");
  }

  private static void check(Egress.Request request) {
    byte[] body = request.body();
    VendorExcerpt.HUBSPOT.checkRequest(
        request.method(),
        request.uri().getRawPath(),
        request.headers(),
        body == null ? "" : new String(body, StandardCharsets.UTF_8));
  }

  /** The properties of the records, by id. */
  Map<String, Map<String, String>> objects() {
    Map<String, Map<String, String>> found = new LinkedHashMap<>();
    for (JsonNode each : control("GET", "/objects/" + object, null).path("objects")) {
      Map<String, String> properties = new TreeMap<>();
      each.path("properties")
          .properties()
          .forEach(property -> properties.put(property.getKey(), property.getValue().asText()));
      found.put(each.path("id").asText(), properties);
    }
    return found;
  }

  /** Adds a record that no client of the API has created, and returns its id. */
  String preset(Map<String, String> properties) {
    return preset(object, properties);
  }

  String preset(String other, Map<String, String> properties) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("properties", Json.MAPPER.valueToTree(properties));
    return control("POST", "/objects/" + other, body).path("id").asText();
  }

  /**
   * The ids of the records that are associated with records of the object, by their match value.
   */
  Map<String, Set<String>> associated() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JsonNode each : control("GET", "/objects/" + object, null).path("objects")) {
      Set<String> ids = new TreeSet<>();
      each.path("associated").forEach(other -> ids.add(other.asText()));
      found.put(each.path("properties").path(matchField).asText(), ids);
    }
    return found;
  }

  /** The ids of the records that one record is associated with. */
  Set<String> associatedWith(String other, String id) {
    Set<String> ids = new TreeSet<>();
    for (JsonNode each : control("GET", "/objects/" + other, null).path("objects")) {
      if (each.path("id").asText().equals(id)) {
        each.path("associated").forEach(one -> ids.add(one.asText()));
      }
    }
    return ids;
  }

  /** As another user of the account does. */
  void archive(String other, String id) {
    call(
        "DELETE",
        URI.create(sandbox.url() + "/crm/v3/objects/" + other + "/" + id),
        Map.of("authorization", "Bearer " + TOKEN),
        null);
  }

  /** As another client of the account does. */
  void post(String path, String body) {
    call(
        "POST",
        URI.create(sandbox.url() + path),
        Map.of("authorization", "Bearer " + TOKEN, "content-type", "application/json"),
        Json.read(body.getBytes(StandardCharsets.UTF_8), ObjectNode.class));
  }

  /** As another user of the account does. */
  void deleteLists() {
    for (JsonNode list : control("GET", "/lists", null)) {
      URI address = URI.create(sandbox.url() + "/crm/v3/lists/" + list.path("listId").asText());
      call("DELETE", address, Map.of("authorization", "Bearer " + TOKEN), null);
    }
  }

  /** As a user of the account does. */
  void deleteProperty(String name) {
    control("DELETE", "/properties/%s/%s".formatted(object, name), null);
  }

  List<String> lists() {
    return texts(control("GET", "/lists", null), "name");
  }

  /**
   * Creates the definition of a custom event.
   *
   * @return its internal name
   */
  String defineEvent(String name, String... properties) {
    ObjectNode definition = Json.MAPPER.createObjectNode().put("name", name);
    definition.set("properties", Json.MAPPER.valueToTree(properties));
    return control("POST", "/event-definitions", definition).path("fullyQualifiedName").asText();
  }

  /** The received events, oldest first. */
  List<JsonNode> events() {
    return StreamSupport.stream(control("GET", "/events", null).spliterator(), false).toList();
  }

  /** From now on no list is created. */
  void refuseLists() {
    control("PUT", "/list-limit", Json.MAPPER.createObjectNode().put("lists", 0));
  }

  /** How many searches of the account are answered in a second from now on. */
  void limitSearches(int perSecond) {
    control(
        "PUT",
        "/limits",
        Json.MAPPER
            .createObjectNode()
            .put("requests", 110)
            .put("intervalMilliseconds", 10_000)
            .put("searchesPerSecond", perSecond));
  }

  /** The ids of the members. */
  List<String> members(String list) {
    return texts(control("GET", "/lists/" + list.replace(" ", "%20") + "/members", null), "id");
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(each -> each.path(field).asText())
        .toList();
  }

  private JsonNode control(String method, String path, @Nullable ObjectNode body) {
    return call(
        method,
        URI.create(sandbox.url() + "/sandbox/hubspot" + path),
        Map.of("content-type", "application/json"),
        body);
  }

  private JsonNode call(
      String method, URI address, Map<String, String> headers, @Nullable ObjectNode body) {
    byte[] bytes = body == null ? null : Json.write(body);
    try {
      Egress.Answer answer = control.send(new Egress.Request(method, address, headers, bytes));
      if (!answer.successful()) {
        throw new AssertionError(
            "%d of %s %s: %s"
                .formatted(
                    answer.status(),
                    method,
                    address,
                    new String(answer.body(), StandardCharsets.UTF_8)));
      }
      return answer.body().length == 0
          ? Json.MAPPER.createObjectNode()
          : Json.read(answer.body(), JsonNode.class);
    } catch (EgressFailure e) {
      throw new AssertionError(e);
    }
  }

  Connector connector() {
    return InstalledConnectors.load().require("hubspot");
  }

  Target target() {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.MAPPER.createObjectNode(),
        Map.of("accessToken", TOKEN),
        sandbox.url());
  }

  ObjectNode syncSettings() {
    return Json.MAPPER.createObjectNode().put("list", LIST);
  }

  /** The text fields of the records, by match value. */
  Map<String, String> records() {
    Map<String, String> found = new TreeMap<>();
    objects()
        .values()
        .forEach(properties ->
            found.put(
                properties.getOrDefault(matchField, ""), properties.getOrDefault(textField, "")));
    return found;
  }

  /** From now on contacts with this address are refused. */
  void refuse(String address) {
    control("POST", "/refused-emails", Json.MAPPER.createObjectNode().put("email", address));
  }

  /** The next request fails so. */
  void failNext(Failure failure) {
    ObjectNode fault = Json.MAPPER.createObjectNode();
    switch (failure) {
      case UNAUTHORISED -> fault.put("kind", "unauthorised");
      case RATE_LIMITED -> fault.put("kind", "rate-limited").put("retryAfterSeconds", 7);
      case SERVER_ERROR -> fault.put("kind", "server-error");
      case CUT -> fault.put("kind", "cut");
      case UNREADABLE -> fault.put("kind", "unreadable");
    }
    ObjectNode rule = Json.MAPPER.createObjectNode().put("requests", 1);
    if (failure == Failure.CUT) {
      // The client of the JDK repeats a GET whose connection is cut.
      rule.put("path", "/crm/v3/objects");
    }
    rule.set("fault", fault);
    control("POST", "/faults", rule);
  }

  TestEgress egress() {
    return egress;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
