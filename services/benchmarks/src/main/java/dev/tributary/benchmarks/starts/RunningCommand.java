package dev.tributary.benchmarks.starts;

import dev.tributary.benchmarks.measure.Meter;
import dev.tributary.benchmarks.measure.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of {@code cdp} that goes on after the line that is awaited. */
final class RunningCommand implements AutoCloseable {
  private static final String NAME = "cdp";
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Meter.Start meter;
  private final BufferedReader output;
  private final Thread closing = new Thread(this::end, "stop cdp");

  RunningCommand(Process process) {
    this.process = process;
    this.meter = new Meter(Map.of(NAME, process.pid())).start();
    this.output = process.inputReader();
    Runtime.getRuntime().addShutdownHook(closing);
  }

  /**
   * Reads the output until a line begins with this text.
   *
   * @return the resources used since the start of the command
   * @throws IllegalStateException with the output, if the command ends without such a line
   */
  Usage awaitLine(String beginning) {
    var printed = new ArrayList<String>();
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(beginning)) {
          return meter.end();
        }
        printed.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException(
        "the command ended without the line \"%s\":%n%s"
            .formatted(beginning, String.join("\n", printed)));
  }

  /** Ends the input of the command, and waits until the command ends by itself. */
  void awaitEnd() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output.lines().forEach(_ -> {});
    process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Interrupts the command, which stops its parts. Those that remain are killed. */
  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(closing);
  }

  private void end() {
    List<ProcessHandle> parts = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    parts.forEach(ProcessHandle::destroyForcibly);
  }
}
