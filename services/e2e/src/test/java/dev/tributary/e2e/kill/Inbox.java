package dev.tributary.e2e.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.workspace.Api;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What arrived at one webhook of the sandbox, read as it comes. Thread-safe. */
public final class Inbox {
  /** An item of a request, with the id under which the request came. */
  public record Arrival(String webhookId, JsonNode item) {
    String id() {
      return item.path("id").asText();
    }
  }

  private static final int PAGE = 1_000;
  private static final int KEPT = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;
  private final String requests;
  private final Api sandbox;
  private final List<Arrival> arrivals = new ArrayList<>();
  private long read;

  public Inbox(String sandboxUrl, String name) {
    this.url = sandboxUrl + "/webhook/" + name;
    this.requests = "/webhook/" + name + "/requests?limit=" + PAGE + "&after=";
    this.sandbox = new Api(sandboxUrl, () -> "none");
    sandbox.put("/sandbox/webhook/" + name, Map.of("keep", KEPT));
  }

  public String url() {
    return url;
  }

  /**
   * Everything that arrived until now, oldest first. To be asked often enough: the sandbox keeps
   * the latest requests only.
   */
  public synchronized List<Arrival> arrivals() {
    int size = PAGE;
    while (size == PAGE) {
      JsonNode page = Persistence.insist(() -> sandbox.get(requests + read));
      if (page.path("firstKept").asLong() > read + 1) {
        throw new IllegalStateException("The sandbox has forgotten what arrived: read more often");
      }
      page.path("requests").forEach(this::add);
      size = page.path("requests").size();
    }
    return List.copyOf(arrivals);
  }

  private void add(JsonNode request) {
    read = request.path("sequence").asLong();
    String id = request.path("headers").path("webhook-id").asText();
    try {
      for (JsonNode item : JSON.readTree(request.path("body").asText()).path("batch")) {
        arrivals.add(new Arrival(id, item));
      }
    } catch (IOException e) {
      throw new IllegalStateException("Not JSON: " + request, e);
    }
  }
}
