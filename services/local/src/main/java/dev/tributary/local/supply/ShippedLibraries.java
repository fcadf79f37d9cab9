package dev.tributary.local.supply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the libraries that the built services and the web UI ship. */
public final class ShippedLibraries {
  private static final String LIST = "target/quarkus-app/quarkus-app-dependencies.txt";
  private static final String NPM_LOCK = "api-gateway/src/main/webui/package-lock.json";
  private static final String NPM_FOLDER = "node_modules/";

  private ShippedLibraries() {}

  /**
   * @param root of the source tree; its services must be built
   * @throws IllegalStateException if no service is built
   */
  public static SortedSet<Library> of(Path root) {
    SortedSet<Library> libraries = new TreeSet<>();
    try {
      for (Path list : lists(root)) {
        Files.readAllLines(list).forEach(line -> libraries.add(maven(line)));
      }
      if (libraries.isEmpty()) {
        throw new IllegalStateException("No service is built below " + root);
      }
      libraries.removeIf(library -> library.group().startsWith("dev.tributary"));
      Path lock = root.resolve(NPM_LOCK);
      if (Files.exists(lock)) {
        npm(new ObjectMapper().readTree(lock.toFile()), libraries);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return libraries;
  }

  /** Modules are in the root and below {@code services}. */
  private static List<Path> lists(Path root) throws IOException {
    List<Path> lists = new ArrayList<>();
    for (Path folder : List.of(root, root.resolve("services"))) {
      try (Stream<Path> modules = Files.list(folder)) {
        modules.map(module -> module.resolve(LIST)).filter(Files::exists).forEach(lists::add);
      }
    }
    return lists;
  }

  /** A line of Quarkus: group, artifact, classifier, type and version, with colons between. */
  private static Library maven(String line) {
    String[] parts = line.split(":", -1);
    return new Library("maven", parts[0], parts[1], parts[parts.length - 1]);
  }

  private static void npm(JsonNode lock, SortedSet<Library> libraries) {
    lock.path("packages")
        .properties()
        .forEach(entry -> {
          int at = entry.getKey().lastIndexOf(NPM_FOLDER);
          if (at < 0 || entry.getValue().path("dev").asBoolean()) {
            return;
          }
          String name = entry.getKey().substring(at + NPM_FOLDER.length());
          int slash = name.indexOf('/');
          libraries.add(
              new Library(
                  "npm",
                  slash < 0 ? "" : name.substring(0, slash),
                  name.substring(slash + 1),
                  entry.getValue().path("version").asText()));
        });
  }
}
