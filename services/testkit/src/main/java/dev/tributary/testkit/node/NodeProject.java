package dev.tributary.testkit.node;

import dev.tributary.local.files.ExclusiveFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A folder with a package.json and its lock file, whose programs a test runs with the machine's
 * Node. The packages in the lock file are installed on first use, once for all JVMs.
 */
public final class NodeProject {
  private static final Duration INSTALL_BOUND = Duration.ofMinutes(5);

  private final Path folder;

  private NodeProject(Path folder) {
    this.folder = folder;
  }

  /** The clients of vendors' SDKs. */
  public static NodeProject sdkClients() {
    Path root = Path.of(System.getProperty("tributary.root", "."));
    return installed(root.resolve("services/e2e/src/test/node"));
  }

  public static NodeProject installed(Path folder) {
    NodeProject project = new NodeProject(folder);
    project.install();
    return project;
  }

  public Path folder() {
    return folder;
  }

  /** The output of a program, and its exit code. */
  public record Ended(int exitCode, String output) {}

  /**
   * Runs a program to its end.
   *
   * @throws IllegalStateException if it takes longer
   */
  public Ended run(Duration atMost, String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of("node", program));
    command.addAll(List.of(arguments));
    return run(atMost, command);
  }

  private void install() {
    try {
      ExclusiveFile.lock(folder.resolve(".install.lock"), this::installIfOld);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void installIfOld() throws IOException {
    Path lock = folder.resolve("package-lock.json");
    Path mark = folder.resolve("node_modules/.package-lock.json");
    if (Files.exists(mark)
        && Files.getLastModifiedTime(mark).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
      return;
    }
    Ended ended =
        run(
            INSTALL_BOUND,
            List.of(
                "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"));
    if (ended.exitCode() != 0) {
      throw new IllegalStateException("npm ci failed in " + folder + ":\n" + ended.output());
    }
  }

  private Ended run(Duration atMost, List<String> command) {
    try {
      Path output = Files.createTempFile("node", ".log");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      String written = Files.readString(output);
      Files.delete(output);
      if (!ended) {
        throw new IllegalStateException(
            command + " did not end within " + atMost + ":\n" + written);
      }
      return new Ended(process.exitValue(), written);
    } catch (IOException e) {
      throw new UncheckedIOException("Node cannot be run; is it installed?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
