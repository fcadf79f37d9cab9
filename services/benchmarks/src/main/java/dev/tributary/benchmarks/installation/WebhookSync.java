package dev.tributary.benchmarks.installation;

import dev.tributary.local.workspace.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A sync that sends events of every kind to an address, unchanged. */
public final class WebhookSync {
  private static final String SINGLE = "single";

  /** A connector that an engineer adds to the workspace: each record has a request of its own. */
  private static final String CONNECTOR =
      """
      id: %s
      name: One record per request
      description: Sends each event in a request of its own.
      effectClass: B
      addressOverridable: true
      concurrency: 8
      settings:
        - { name: token, label: Token, help: Any text, required: true, secret: true }
      host: https://single.example
      auth: { bearer: token }
      objects:
        - name: events
          label: Events
          kind: event
          batchSize: 1
          deduplication: { form: text }
          removal: impossible
          otherFields: '[^\\u0000-\\u001f]{1,255}'
          requests:
            write:
              method: POST
              path: /hook
              body: { id: "${item.delivery}", data: "${item.fields}" }
              answers: [{ status: 204, outcome: delivered, body: ignored }]
      probe:
        method: GET
        path: /hook
        answers: [{ status: 204, outcome: delivered, body: ignored }]
      sources: [https://single.example]
      """;

  private final Api api;
  private final String path;
  private final String destination;

  private WebhookSync(Api api, String path, String destination) {
    this.api = api;
    this.path = path;
    this.destination = destination;
  }

  /**
   * Creates the destination and the sync as a customer would, through the REST API. The connector
   * for webhooks has batches of up to 100.
   *
   * @param key of both
   * @param address of the webhook
   */
  public static WebhookSync create(Installed installed, String key, String address) {
    return create(
        installed,
        key,
        Map.of(
            "connector",
            "webhook",
            "settings",
            Map.of("url", address, "signingSecret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));
  }

  /**
   * The same with one record per request. Adds a connector of the workspace.
   *
   * @param base the address of the receiver without its path, which is {@code /hook}
   */
  public static WebhookSync createSingle(Installed installed, String base) {
    installed.api().post(installed.path("connectors"), Map.of("yaml", CONNECTOR.formatted(SINGLE)));
    return create(
        installed,
        SINGLE,
        Map.of("connector", SINGLE, "baseUrl", base, "settings", Map.of("token", "none")));
  }

  private static WebhookSync create(Installed installed, String key, Map<String, ?> receiver) {
    Api api = installed.api();
    Map<String, Object> body = new HashMap<>(receiver);
    body.putAll(Map.of("key", key, "name", key, "purposes", List.of(Installed.PURPOSE)));
    String destination = api.post(installed.path("destinations"), body).path("id").asText();
    api.post(
        installed.path("syncs"),
        Map.of(
            "key",
            key,
            "name",
            "All events to " + key,
            "destination",
            destination,
            "from",
            Map.of("kind", "events", "names", List.of()),
            "object",
            "events",
            "mapping",
            List.of(),
            "mode",
            "upsert"));
    return new WebhookSync(api, installed.path("syncs") + "/" + key, destination);
  }

  /** The id of its destination. */
  public String destination() {
    return destination;
  }

  /** Events of a paused sync wait in the ledger. */
  public void pause() {
    api.post(path + "/pause", Map.of());
  }

  public void resume() {
    api.post(path + "/resume", Map.of());
  }

  /** Later events do not belong to the sync. */
  public void delete() {
    api.delete(path);
  }
}
