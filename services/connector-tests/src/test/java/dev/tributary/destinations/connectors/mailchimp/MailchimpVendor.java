package dev.tributary.destinations.connectors.mailchimp;

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
import dev.tributary.destinations.connector.Vendor;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.sandbox.http.LocalSandbox;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mailchimp as the sandbox has it: an account with one audience. */
final class MailchimpVendor implements Vendor, AutoCloseable {
  private static final String KEY = "secret-key-us21";
  private static final String TAG = "Loyal but at risk";

  private final LocalSandbox sandbox = LocalSandbox.start(Clock.systemUTC(), "");
  private final TestEgress control = new TestEgress();
  private final TestEgress egress = new TestEgress();
  private final String audience;

  MailchimpVendor() {
    control("PUT", "/token", "{\"token\": \"" + KEY + "\"}");
    audience =
        control("POST", "/records/lists", "{\"values\": {\"name\": \"Newsletter\"}}")
            .path("id")
            .asText();
  }

  /** The members of the audience, also those who are archived. */
  List<JsonNode> contacts() {
    List<JsonNode> found = new ArrayList<>();
    api("GET", "/members?count=1000", null).path("members").forEach(found::add);
    return found;
  }

  /** As another program does. */
  void add(String address, String status) {
    api(
        "PUT",
        "/members/" + address,
        "{\"email_address\": \"%s\", \"status_if_new\": \"%s\"}".formatted(address, status));
  }

  /** As a user of Mailchimp does. */
  void deleteForGood(String address) {
    api("POST", "/members/" + address + "/actions/delete-permanent", null);
  }

  /** How many people were subscribed again who had unsubscribed. */
  int resubscriptions() {
    return control("GET", "/events/resubscriptions", null).path("counts").path("received").asInt();
  }

  List<JsonNode> events() {
    List<JsonNode> found = new ArrayList<>();
    control("GET", "/events/events", null).path("events").forEach(found::add);
    return found;
  }

  /** Requests that were not as the vendor's document says. */
  String deviations() {
    return control("GET", "/deviations", null).toString();
  }

  JsonNode control(String method, String path, @Nullable String body) {
    return call(
        method,
        URI.create(sandbox.url() + "/sandbox/mailchimp" + path),
        Map.of("content-type", "application/json"),
        body);
  }

  private JsonNode api(String method, String path, @Nullable String body) {
    String user =
        Base64.getEncoder().encodeToString(("any:" + KEY).getBytes(StandardCharsets.UTF_8));
    return call(
        method,
        URI.create(sandbox.url() + "/mailchimp/3.0/lists/" + audience + path),
        Map.of("content-type", "application/json", "authorization", "Basic " + user),
        body);
  }

  private JsonNode call(
      String method, URI address, Map<String, String> headers, @Nullable String body) {
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    try {
      Egress.Answer answer = control.send(new Egress.Request(method, address, headers, bytes));
      if (!answer.successful()) {
        throw new AssertionError("%d of %s %s".formatted(answer.status(), method, address));
      }
      return answer.body().length == 0
          ? Json.MAPPER.createObjectNode()
          : Json.read(answer.body(), JsonNode.class);
    } catch (EgressFailure e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Connector connector() {
    return InstalledConnectors.load().require("mailchimp");
  }

  @Override
  public Target target() {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.MAPPER.createObjectNode().put("dataCenter", "us21").put("audience", audience),
        Map.of("apiKey", KEY),
        URI.create(sandbox.url() + "/mailchimp"));
  }

  @Override
  public String object() {
    return "contacts";
  }

  @Override
  public String matchField() {
    return "email_address";
  }

  @Override
  public ObjectNode syncSettings() {
    return Json.MAPPER.createObjectNode().put("tag", TAG);
  }

  @Override
  public String textField() {
    return "FNAME";
  }

  @Override
  public Map<String, String> neededFields() {
    return Map.of("status_if_new", "subscribed");
  }

  @Override
  public Map<String, String> records() {
    Map<String, String> found = new TreeMap<>();
    contacts().stream()
        .filter(contact -> !contact.path("status").asText().equals("archived"))
        .forEach(contact ->
            found.put(
                contact.path("email_address").asText(),
                contact.path("merge_fields").path("FNAME").asText()));
    return found;
  }

  @Override
  public boolean refuse(String matchValue) {
    add(matchValue, "unsubscribed");
    deleteForGood(matchValue);
    return true;
  }

  @Override
  public boolean ignoresCase() {
    return true;
  }

  @Override
  public List<String> members() {
    List<String> members = new ArrayList<>();
    for (JsonNode segment : api("GET", "/segments", null).path("segments")) {
      if (segment.path("name").asText().equals(TAG)) {
        api("GET", "/segments/" + segment.path("id").asText() + "/members", null)
            .path("members")
            .forEach(member -> members.add(member.path("id").asText()));
      }
    }
    return members;
  }

  @Override
  public boolean failNext(Failure failure) {
    ObjectNode fault = Json.MAPPER.createObjectNode();
    switch (failure) {
      case UNAUTHORISED -> fault.put("kind", "unauthorised");
      case RATE_LIMITED -> fault.put("kind", "rate-limited").put("retryAfterSeconds", 7);
      case SERVER_ERROR -> fault.put("kind", "server-error");
      case CUT -> fault.put("kind", "cut");
      case UNREADABLE -> fault.put("kind", "unreadable");
    }
    ObjectNode rule = Json.MAPPER.createObjectNode().put("requests", 1);
    rule.set("fault", fault);
    control("POST", "/faults", rule.toString());
    return true;
  }

  @Override
  public TestEgress egress() {
    return egress;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
