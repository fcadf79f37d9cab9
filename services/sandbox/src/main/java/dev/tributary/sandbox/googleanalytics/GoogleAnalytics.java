package dev.tributary.sandbox.googleanalytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.ApiKey;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.record.EventLog;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * One property of Google Analytics 4. It takes every request with 204, and drops what is wrong. The
 * other server says what is wrong, and keeps nothing.
 */
public final class GoogleAnalytics implements Vendor {
  private static final GoogleAnalyticsWords WORDS = new GoogleAnalyticsWords();

  private final Parts parts;
  private final EventLog events;
  private final EventLog dropped;

  public GoogleAnalytics(Clock clock) {
    parts =
        new Parts(
            "google-analytics",
            clock,
            ApiKey.inQuery("api_secret"),
            Map.of(),
            VendorDocument.of(GoogleAnalytics.class));
    events = parts.events("events");
    dropped = parts.events("dropped");
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public VendorWords words() {
    return WORDS;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.of("POST", "/mp/collect", "", this::collect),
        Operation.of("POST", "/debug/mp/collect", "", this::validate));
  }

  private Answer collect(Call call) {
    var body = body(call);
    if (!Validation.ofRequest(call, body).isEmpty()) {
      body.path("events").forEach(event -> drop(event, "request"));
      return Answer.empty(204);
    }
    for (var event : body.path("events")) {
      var faults = Validation.ofEvent("", event, body, parts.now());
      if (faults.isEmpty()) {
        take((ObjectNode) event, body);
      } else {
        drop(event, faults.getFirst().validationCode());
      }
    }
    return Answer.empty(204);
  }

  /**
   * Purchases of one transaction of a user are one purchase. All other events are kept as often as
   * they come.
   */
  private void take(ObjectNode event, JsonNode body) {
    var user = body.path("user_id").asText(body.path("client_id").asText());
    var kept = event.deepCopy().put("user", user);
    var transaction = event.path("params").path("transaction_id").asText("");
    if (event.path("name").asText().equals("purchase") && !transaction.isEmpty()) {
      events.appendOnce(user + "\n" + transaction, kept);
    } else {
      events.append(kept.toString(), kept);
    }
  }

  private void drop(JsonNode event, String reason) {
    var kept = Json.LENIENT.createObjectNode().put("reason", reason);
    kept.set("event", event);
    dropped.append(event.toString(), kept);
  }

  private Answer validate(Call call) {
    var body = body(call);
    var messages = Validation.ofRequest(call, body);
    for (int i = 0; i < body.path("events").size(); i++) {
      messages.addAll(
          Validation.ofEvent(
              "events[%d].".formatted(i), body.path("events").path(i), body, parts.now()));
    }
    return Answer.of(200, Map.of("validationMessages", messages));
  }

  private static JsonNode body(Call call) {
    try {
      return Json.LENIENT.readTree(call.body());
    } catch (IOException e) {
      return Json.LENIENT.createObjectNode();
    }
  }
}
