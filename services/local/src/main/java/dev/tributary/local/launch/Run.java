package dev.tributary.local.launch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The running installation as its launcher last described it, for the other commands to read. */
public record Run(
    long launcher,
    String startedAt,
    String gatewayUrl,
    String collectorUrl,
    String sandboxUrl,
    List<Entry> processes) {

  /** One part. Without pid and time while it is not running. Most parts have only one port. */
  public record Entry(
      String name,
      @Nullable Long pid,
      int port,
      @Nullable Integer managementPort,
      String state,
      @Nullable String startedAt,
      String log) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

  static Entry entry(Part part, Installation installation) {
    ChildProcess process = part.process();
    return new Entry(
        part.name(),
        process == null ? null : process.pid(),
        part.port(),
        installation.managementPort(part.name()),
        part.state().word(),
        process == null ? null : process.startedAt().toString(),
        installation.log(part.name()).toString());
  }

  void save(Checkout checkout) {
    try {
      StateFile.write(file(checkout), JSON.writeValueAsString(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last run, which may have ended. */
  public static Optional<Run> last(Checkout checkout) {
    Path file = file(checkout);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readString(file), Run.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** The launcher's process, if it still runs and is not another process with the same pid. */
  public Optional<ProcessHandle> livingLauncher() {
    Instant latest = Instant.parse(startedAt).plus(CLOCK_TOLERANCE);
    return ProcessHandle.of(launcher)
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().startInstant().map(latest::isAfter).orElse(true));
  }

  private static Path file(Checkout checkout) {
    return checkout.state().resolve("run.json");
  }
}
