package dev.tributary.local.infra;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A server that runs as a child of this process and ends with it. Its output goes to a log file;
 * its pid is the server's own, not a wrapper's. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {

  /** How to run a server. {@code stopSignal} makes it stop quickly and cleanly. */
  public record Command(
      String name,
      List<String> line,
      Map<String, String> environment,
      Path log,
      String stopSignal) {

    public Command(String name, List<String> line, Path log) {
      this(name, line, Map.of(), log, "TERM");
    }

    public Command stoppedBy(String signal) {
      return new Command(name, line, environment, log, signal);
    }

    public Command with(Map<String, String> variables) {
      return new Command(name, line, variables, log, stopSignal);
    }
  }

  /**
   * Waits for a line before it becomes the server: by then the reaper knows the pid. Files that a
   * server writes are readable by their owner only, because they contain keys and personal data.
   */
  private static final String GATE = "umask 077; read -r _ || exit 1; exec \"$@\" </dev/null";

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SHOWN_LOG_LINES = 15;

  private final Command command;
  private final Process process;
  private final Instant startedAt = Instant.now();

  private ChildProcess(Command command, Process process) {
    this.command = command;
    this.process = process;
  }

  public static ChildProcess start(Command command) {
    var line = new ArrayList<>(List.of("sh", "-c", GATE, command.name()));
    line.addAll(command.line());
    try {
      Files.createDirectories(command.log().toAbsolutePath().getParent());
      var builder =
          new ProcessBuilder(Session.detached(line))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
      builder.environment().putAll(command.environment());
      Process process = builder.start();
      ChildReaper.ofThisProcess().watch(process.pid(), command.stopSignal());
      try (BufferedWriter gate = process.outputWriter(StandardCharsets.US_ASCII)) {
        gate.write("go\n");
      }
      return new ChildProcess(command, process);
    } catch (IOException e) {
      throw new StartFailure("Cannot start " + command.name() + ": " + e.getMessage(), e);
    }
  }

  public long pid() {
    return process.pid();
  }

  public Instant startedAt() {
    return startedAt;
  }

  public Path log() {
    return command.log();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Call this only after the process has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Runs the action on its own thread when the process ends, for any reason. */
  public void onExit(Runnable action) {
    process.onExit().thenRun(() -> Thread.ofVirtual().start(action));
  }

  /**
   * Waits until the process ends by itself.
   *
   * @throws StartFailure with the end of its log, if it takes too long or reports a failure
   */
  public void awaitSuccess(Duration bound) {
    try {
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        throw new StartFailure(failure("did not end within " + bound.toSeconds() + " s"));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    ChildReaper.ofThisProcess().forget(pid());
    if (process.exitValue() != 0) {
      throw new StartFailure(failure("ended with exit code " + process.exitValue()));
    }
  }

  /**
   * Waits until the probe returns true. A child that ends or takes too long is stopped and
   * reported.
   */
  public void awaitReady(BooleanSupplier probe, Duration bound) {
    Instant deadline = Instant.now().plus(bound);
    try {
      while (!probe.getAsBoolean()) {
        if (!process.isAlive()) {
          close();
          throw new StartFailure(failure("ended with exit code " + process.exitValue()));
        }
        if (Instant.now().isAfter(deadline)) {
          close();
          throw new StartFailure(failure("was not ready within " + bound.toSeconds() + " s"));
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Signals the server and waits; after 10 seconds it is killed with all its descendants. */
  @Override
  public void close() {
    try {
      signal(command.stopSignal());
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
      ChildReaper.ofThisProcess().forget(pid());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a signal by its short name, such as {@code KILL} or {@code STOP}. */
  public void signal(String name) throws InterruptedException {
    if (!process.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-s", name, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      process.destroy();
    }
  }

  private StartFailure interrupted(InterruptedException e) {
    close();
    Thread.currentThread().interrupt();
    return new StartFailure("The start of " + command.name() + " was interrupted.", e);
  }

  private String failure(String what) {
    return "%s %s. Its log %s ends with:%n%s"
        .formatted(command.name(), what, command.log(), logTail());
  }

  private String logTail() {
    try {
      List<String> lines = Files.readAllLines(command.log());
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
  }
}
