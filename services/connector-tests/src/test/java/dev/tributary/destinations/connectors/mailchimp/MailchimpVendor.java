package dev.tributary.destinations.connectors.mailchimp;

import com.fasterxml.jackson.databind.JsonNode;
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
final class MailchimpVendor implements AutoCloseable {
  private static final String KEY = "secret-key-us21";

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

  Connector connector() {
    return InstalledConnectors.load().require("mailchimp");
  }

  Target target() {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.MAPPER.createObjectNode().put("dataCenter", "us21").put("audience", audience),
        Map.of("apiKey", KEY),
        URI.create(sandbox.url() + "/mailchimp"));
  }

  /** The first names of the members who are not archived, by address. */
  Map<String, String> records() {
    Map<String, String> found = new TreeMap<>();
    contacts().stream()
        .filter(contact -> !contact.path("status").asText().equals("archived"))
        .forEach(contact ->
            found.put(
                contact.path("email_address").asText(),
                contact.path("merge_fields").path("FNAME").asText()));
    return found;
  }

  /** Deletes a contact for good, as a user of Mailchimp does. */
  void refuse(String address) {
    add(address, "unsubscribed");
    api("POST", "/members/" + address + "/actions/delete-permanent", null);
  }

  TestEgress egress() {
    return egress;
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
