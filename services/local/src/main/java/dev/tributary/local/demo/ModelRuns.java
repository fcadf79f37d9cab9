package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.workspace.Api;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Runs a model for the first time; later runs would find no changes. */
record ModelRuns(Api api, String path) {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Set<String> OVER = Set.of("succeeded", "failed", "cancelled", "held");
  private static final String SUCCEEDED = "succeeded";

  /**
   * @return number of published rows, 0 if an earlier run has succeeded
   * @throws StartFailure if the run ends with another status
   */
  long ensure(String model) throws InterruptedException {
    String id = api.get(path + "/models/" + model).path("id").asText();
    for (JsonNode run : api.get(path + "/runs?model=" + id).path("data")) {
      if (run.path("state").asText().equals(SUCCEEDED)) {
        return 0;
      }
    }
    JsonNode run = api.post(path + "/models/" + id + "/runs", Map.of());
    while (!OVER.contains(run.path("state").asText())) {
      Thread.sleep(POLL);
      run = api.get(path + "/runs/" + run.path("id").asText());
    }
    if (!run.path("state").asText().equals(SUCCEEDED)) {
      throw new StartFailure("The run of the model %s ended so: %s".formatted(model, run));
    }
    return run.path("published").asLong();
  }
}
