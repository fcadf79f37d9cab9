package dev.tributary.benchmarks.delivery;

import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of the connectors that are one file without Java: of the manifest, and of the Java
 * classes of the stand-in. Connectors that share a stand-in share its lines.
 */
final class ConnectorLines {
  private static final double GOAL = 400;
  private static final String MANIFESTS = "destinations/src/main/resources/connectors";
  private static final String STAND_INS = "services/sandbox/src/main/java/dev/tributary/sandbox";

  private final Path root;

  /**
   * @param root of the checkout
   */
  ConnectorLines(Path root) {
    this.root = root;
  }

  Report.Finding median() {
    Map<String, Double> lines = lines();
    String each =
        lines.entrySet().stream()
            .map(one -> String.format(Locale.ROOT, "%s %.0f", one.getKey(), one.getValue()))
            .collect(Collectors.joining(", "));
    return new Report.Finding(
        DeliveryBench.BENCH,
        "lines of a declared connector with its stand-in, median",
        Median.of(lines.values()),
        "",
        GOAL,
        false,
        each);
  }

  private Map<String, Double> lines() {
    Map<String, Double> lines = new TreeMap<>();
    files(root.resolve(MANIFESTS), ".yaml").stream()
        .filter(manifest -> read(manifest).stream().noneMatch(line -> line.startsWith("java:")))
        .collect(Collectors.groupingBy(this::standIn))
        .forEach((standIn, manifests) -> {
          double shared = sum(files(standIn, ".java")) / manifests.size();
          manifests.forEach(manifest -> lines.put(id(manifest), sum(List.of(manifest)) + shared));
        });
    return lines;
  }

  /** The folder with the longest name that the id of the connector begins with. */
  private Path standIn(Path manifest) {
    String name = id(manifest).replace("-", "");
    try (Stream<Path> folders = Files.list(root.resolve(STAND_INS))) {
      return folders
          .filter(Files::isDirectory)
          .filter(folder -> name.startsWith(folder.getFileName().toString()))
          .max(Comparator.comparingInt(folder -> folder.toString().length()))
          .orElseThrow(() -> new IllegalStateException("No stand-in of " + id(manifest)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id(Path manifest) {
    return manifest.getFileName().toString().replace(".yaml", "");
  }

  private static double sum(Collection<Path> files) {
    return files.stream().mapToInt(file -> read(file).size()).sum();
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
