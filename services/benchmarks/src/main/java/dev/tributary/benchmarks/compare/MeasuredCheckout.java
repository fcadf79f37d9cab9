package dev.tributary.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A checkout that measures its own version with its own script. */
record MeasuredCheckout(Path root) {
  /**
   * Runs a bench to its end. Its output is the output of this process.
   *
   * @throws IllegalStateException if the bench fails or writes no file
   */
  BenchRun run(String bench, boolean quick) throws InterruptedException {
    Set<Path> before = files(bench);
    var line = new ArrayList<>(List.of("./cdp", "bench", bench));
    if (quick) {
      line.add("--quick");
    }
    int exit = exit(line);
    if (exit != 0) {
      throw new IllegalStateException("exit code " + exit);
    }
    Set<Path> written = new HashSet<>(files(bench));
    written.removeAll(before);
    // The names end with the time.
    return BenchRun.read(
        written.stream()
            .max(Path::compareTo)
            .orElseThrow(() -> new IllegalStateException("it has written no file")));
  }

  private int exit(List<String> line) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(line).directory(root.toFile()).inheritIO().start();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the script of " + root, e);
    }
    // The script becomes the bench, which stops its installation when it is ended.
    var ending = new Thread(process::destroy, "end bench");
    Runtime.getRuntime().addShutdownHook(ending);
    int exit = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(ending);
    return exit;
  }

  private Set<Path> files(String bench) {
    Path folder = root.resolve("target/bench");
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().matches(bench + "-.*\\.json"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
