package dev.tributary.benchmarks.installation;

import dev.tributary.local.workspace.Api;
import java.util.List;
import java.util.Map;

/** A sync that sends events of every kind to a webhook, unchanged, in batches of up to 100. */
public final class WebhookSync {
  private final Api api;
  private final String path;
  private final String destination;

  private WebhookSync(Api api, String path, String destination) {
    this.api = api;
    this.path = path;
    this.destination = destination;
  }

  /**
   * Creates the destination and the sync as a customer would, through the REST API.
   *
   * @param key of both
   * @param address of the webhook
   */
  public static WebhookSync create(Installed installed, String key, String address) {
    Api api = installed.api();
    String destination =
        api.post(
                installed.path("destinations"),
                Map.of(
                    "key",
                    key,
                    "name",
                    key,
                    "connector",
                    "webhook",
                    "settings",
                    Map.of(
                        "url", address, "signingSecret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                    "purposes",
                    List.of(Installed.PURPOSE)))
            .path("id")
            .asText();
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
}
