package dev.tributary.benchmarks.installation;

import dev.tributary.local.workspace.Api;
import java.util.List;
import java.util.Map;

/** A sync that sends events of every kind to a webhook, unchanged, in batches of up to 100. */
public final class WebhookSync {
  private static final String KEY = "all-events";

  private final Api api;
  private final String path;

  private WebhookSync(Api api, String path) {
    this.api = api;
    this.path = path;
  }

  /**
   * Creates the destination and the sync as a customer would, through the REST API.
   *
   * @param address of the webhook
   */
  public static WebhookSync create(Installed installed, String address) {
    Api api = installed.api();
    String destination =
        api.post(
                installed.path("destinations"),
                Map.of(
                    "key", "sink",
                    "name", "Sink",
                    "connector", "webhook",
                    "settings",
                        Map.of(
                            "url",
                            address,
                            "signingSecret",
                            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                    "purposes", List.of(Installed.PURPOSE)))
            .path("id")
            .asText();
    api.post(
        installed.path("syncs"),
        Map.of(
            "key",
            KEY,
            "name",
            "All events",
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
    return new WebhookSync(api, installed.path("syncs") + "/" + KEY);
  }

  /** Events of a paused sync wait in the ledger. */
  public void pause() {
    api.post(path + "/pause", Map.of());
  }

  public void resume() {
    api.post(path + "/resume", Map.of());
  }
}
