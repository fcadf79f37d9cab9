package dev.tributary.local.infra;

import dev.tributary.local.files.Cache;
import dev.tributary.local.files.Directories;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The source tree on this machine, with the built programs in it.
 *
 * @param state directory of the tree's installation; it survives restarts and builds
 */
public record Checkout(Path root, Path state) {

  private static final String DISTRIBUTIONS = "services/local/distributions/target";
  private static final String STATE = ".cdp";

  /**
   * The tree in the system property {@code tributary.root}, or the nearest one above the working
   * directory. Its state is in the directory {@code tributary.state}, or in {@code .cdp}.
   */
  public static Checkout locate() {
    String named = System.getProperty("tributary.root");
    Path start = Path.of(named == null ? "" : named).toAbsolutePath();
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      if (Files.isRegularFile(directory.resolve("cdp"))) {
        String state = System.getProperty("tributary.state");
        return new Checkout(directory, Path.of(state == null ? directory + "/" + STATE : state));
      }
    }
    throw new StartFailure("No Tributary source tree at or above " + start + ".");
  }

  /**
   * Files that are unpacked or built once for all states. They can be deleted at any time. They are
   * in {@code .cdp}, which a later installation fills with keys: only its owner can enter it.
   */
  public Cache cache() {
    return new Cache(ownerOnly(root.resolve(STATE)).resolve("cache"));
  }

  /** The files of test runs. Only the owner can enter the state, which this method creates. */
  public Path tests() {
    return ownerOnly(state).resolve("test");
  }

  private static Path ownerOnly(Path directory) {
    try {
      Directories.ownerOnly(directory);
      return directory;
    } catch (IOException e) {
      throw new StartFailure("Cannot write to " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * Files that all source trees of a user share, by name. They can be deleted at any time. They are
   * below the user's own cache directory, or in this tree's if that cannot be written.
   */
  public Cache sharedCache() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path all =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    try {
      Path shared = Files.createDirectories(all.resolve("tributary"));
      return Files.isWritable(shared) ? new Cache(shared) : cache();
    } catch (IOException e) {
      return cache();
    }
  }

  /** The broker's jars and its main class. */
  public String kafkaClassPath() {
    return Stream.concat(
            jars(root.resolve(DISTRIBUTIONS).resolve("kafka")),
            Stream.of(root.resolve(DISTRIBUTIONS).resolve("classes")))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  public Path keycloakArchive() {
    return root.resolve(DISTRIBUTIONS).resolve("keycloak/keycloak.tar.gz");
  }

  private static Stream<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
    } catch (IOException e) {
      throw new StartFailure(folder + " is missing: build the module local-distributions.", e);
    }
  }
}
