package dev.tributary.destinations.connectors.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.WebhookSignature;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.web.RetryAfter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Posts a batch as one request, {@code {"batch": [{"id", "type", "sync", "at", "data"}, …]}}. The
 * same batch carries the same {@code webhook-id} and {@code Idempotency-Key} on every attempt, so a
 * receiver that stores the ids processes the batch once.
 */
public final class WebhookConnector implements Connector {
  private static final int SHOWN = 500;
  private static final String URL = "url";
  private static final String SECRET = "signingSecret";
  private static final String EVENTS = "events";

  private final Manifest manifest;

  public WebhookConnector(Manifest manifest) {
    this.manifest = manifest;
  }

  /** The destination refuses new addresses with http, unless the operator lists the host. */
  private static final Set<String> SCHEMES = Set.of("https", "http");

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public Authentication authentication() {
    return new Authentication.StandardWebhooks(SECRET);
  }

  @Override
  public Set<String> secretsOfFixedReceiver() {
    return Set.of(SECRET);
  }

  @Override
  public List<Manifest.Fault> faults(Target target) {
    List<Manifest.Fault> faults = new ArrayList<>();
    String address = target.setting(URL, "");
    try {
      URI uri = URI.create(address);
      if (uri.getHost() == null || uri.getScheme() == null) {
        faults.add(new Manifest.Fault("/settings/url", "Must be a whole address with a host"));
      } else if (!SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
        faults.add(new Manifest.Fault("/settings/url", "Must begin with https://"));
      }
    } catch (IllegalArgumentException e) {
      faults.add(new Manifest.Fault("/settings/url", "Not an address: " + e.getMessage()));
    }
    String secret = target.secret(SECRET);
    if (secret != null) {
      try {
        WebhookSignature.key(secret);
      } catch (IllegalArgumentException e) {
        faults.add(
            new Manifest.Fault("/settings/signingSecret", "Must be whsec_ followed by Base64"));
      }
    }
    return faults;
  }

  @Override
  public Protocol protocol(Batch batch) {
    return new Protocol.DirectCalls(
        List.of(
            new Call(
                request(batch.target(), batch.key(), body(batch)),
                batch.items(),
                (answer, now) -> batch.each(outcome(answer, now)))));
  }

  /** Sends an empty batch: receivers answer as they do for any batch, and it has no effect. */
  @Override
  public Probe probe(Target target) {
    byte[] body = "{\"batch\":[],\"test\":true}".getBytes(StandardCharsets.UTF_8);
    return new Probe.OfRequest(
        request(target, "msg_test_" + UUID.randomUUID(), body), WebhookConnector::outcome);
  }

  private static Outcome outcome(Egress.Answer answer, Instant now) {
    String words = "HTTP " + answer.status() + words(answer);
    Instant retryAfter = RetryAfter.of(answer, now);
    return switch (answer.status()) {
      case 400, 413, 422 -> new Outcome.RefusedTogether(null, words);
      case 401, 403 -> new Outcome.Unauthorised(words);
      case 410 -> new Outcome.Gone(words);
      case 429 ->
          new Outcome.RateLimited(retryAfter == null ? now.plusSeconds(1) : retryAfter, words);
      default ->
          answer.successful()
              ? new Outcome.Delivered(null)
              : new Outcome.Transient(words, retryAfter);
    };
  }

  private static String words(Egress.Answer answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(SHOWN, text.length()));
  }

  private static Egress.Request request(Target target, String id, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/json");
    headers.put("user-agent", "Tributary");
    headers.put("webhook-id", id);
    headers.put("idempotency-key", id);
    return new Egress.Request("POST", URI.create(target.setting(URL, "")), headers, body);
  }

  private static byte[] body(Batch batch) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode items = body.putArray("batch");
    for (Item item : batch.items()) {
      items.add(item(batch, item));
    }
    return Json.write(body);
  }

  private static ObjectNode item(Batch batch, Item item) {
    boolean event = batch.object().equals(EVENTS);
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("id", event ? item.matchValue() : item.delivery());
    node.put(
        "type", event ? "event" : batch.operation() == Operation.REMOVE ? "removed" : "upserted");
    node.put("sync", batch.sync().value());
    node.put("at", item.since().toString());
    if (!event) {
      node.put("version", item.version());
      match(item, node.putObject("match"));
    }
    if (batch.operation() == Operation.WRITE) {
      node.set("data", item.fields());
    }
    return node;
  }

  private static void match(Item item, ObjectNode match) {
    String field = item.matchField();
    if (field != null) {
      match.put(field, item.matchValue());
    }
    String before = item.deliveredAs();
    if (before != null && !before.equals(item.matchValue())) {
      match.put("before", before);
    }
  }
}
