package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The state that a repeated demo needs from the first one: the same seed and the same instant give
 * the same rows and events, with the same ids.
 *
 * @param begunAt when the sample shop was made, RFC 3339: its past ends here
 * @param visitsSent number of past visits that the collector has accepted
 */
record DemoState(long seed, int customers, String begunAt, int visitsSent) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The stored state, or a new one with this seed and scale. */
  static DemoState of(Path file, long seed, Scale scale) {
    try {
      if (Files.exists(file)) {
        return JSON.readValue(Files.readString(file), DemoState.class);
      }
      var begun = new DemoState(seed, scale.customers(), Instant.now().toString(), 0);
      begun.save(file);
      return begun;
    } catch (IOException e) {
      throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  DemoState sent(int visits) {
    return new DemoState(seed, customers, begunAt, visits);
  }

  Scale scale() {
    return new Scale(customers);
  }

  Instant begun() {
    return Instant.parse(begunAt);
  }

  void save(Path file) {
    try {
      StateFile.write(file, JSON.writeValueAsString(this));
    } catch (IOException e) {
      throw new StartFailure("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
