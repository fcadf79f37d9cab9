package dev.tributary.benchmarks.starts;

import dev.tributary.benchmarks.measure.EndedChildren;
import dev.tributary.local.files.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A clone of a checkout, in which the script {@code cdp} runs as in a checkout of a new user. */
record ClonedCheckout(Path folder) {

  /** Deletes the remains of an earlier run, and clones the last commit of an absolute path. */
  static ClonedCheckout of(Path root, Path folder) throws InterruptedException {
    try {
      Directories.delete(folder);
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot replace " + folder, e);
    }
    succeeded(process(folder, "git", "clone", "--quiet", root.toString(), "."));
    return new ClonedCheckout(folder);
  }

  /** Whether files of the checkout differ from its last commit, which is what a clone has. */
  static boolean differs(Path root) throws InterruptedException {
    return !succeeded(process(root, "git", "status", "--porcelain")).isBlank();
  }

  /** Starts a command that goes on. */
  RunningCommand start(String... arguments) {
    return new RunningCommand(cdp(arguments));
  }

  /**
   * Runs a command to its end.
   *
   * @throws IllegalStateException with its output, if it fails
   */
  Taken run(String... arguments) throws InterruptedException {
    long cpu = EndedChildren.cpuMicros();
    long begun = System.nanoTime();
    succeeded(cdp(arguments));
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Taken(seconds, (EndedChildren.cpuMicros() - cpu) / 1e6);
  }

  private Process cdp(String... arguments) {
    var line = new ArrayList<>(List.of("./cdp"));
    line.addAll(List.of(arguments));
    return process(folder, line.toArray(String[]::new));
  }

  private static Process process(Path directory, String... line) {
    try {
      return new ProcessBuilder(line)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + line[0], e);
    }
  }

  private static String succeeded(Process process) throws InterruptedException {
    try {
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("a command failed: " + printed.strip());
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
