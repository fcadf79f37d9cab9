package dev.tributary.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a repeated demo has to know of the first one: from the same seed and the same instant the
 * same rows and events come, with the same ids.
 *
 * @param begunAt when the sample shop was made, RFC 3339: its past ends here
 * @param visitsSent how many of the past's visits the collector has taken
 */
record DemoState(long seed, int customers, String begunAt, int visitsSent) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As it was remembered, or else begun now with this seed and scale. */
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
