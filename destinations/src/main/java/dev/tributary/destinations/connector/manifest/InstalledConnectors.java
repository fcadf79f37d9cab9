package dev.tributary.destinations.connector.manifest;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;

/** Loads the connectors of this installation. */
public final class InstalledConnectors {
  private static final String FOLDER = "/connectors/";

  private InstalledConnectors() {}

  /**
   * The connectors whose manifests are on the class path: the file {@code
   * connectors/manifests.list} names them.
   *
   * @throws ManifestException if a manifest cannot be used
   */
  public static Connectors load() {
    List<Connector> connectors = new ArrayList<>();
    new String(resource("manifests.list"), StandardCharsets.UTF_8)
        .lines()
        .filter(file -> !file.isBlank())
        .forEach(file -> connectors.add(connector(file, resource(file))));
    return new Connectors(connectors);
  }

  private static Connector connector(String file, byte[] yaml) {
    ManifestDraft draft = ManifestDraft.read(file, yaml);
    String java = draft.java();
    return java == null ? compiler().connector(draft) : coded(draft, java);
  }

  private static ManifestCompiler compiler() {
    return ServiceLoader.load(ManifestCompiler.class, InstalledConnectors.class.getClassLoader())
        .findFirst()
        .orElseThrow();
  }

  private static Connector coded(ManifestDraft draft, String java) {
    try {
      return Class.forName(java, true, InstalledConnectors.class.getClassLoader())
          .asSubclass(Connector.class)
          .getConstructor(Manifest.class)
          .newInstance(draft.manifest());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ManifestException(
          draft.fault(
              "/java",
              "must be a class that implements Connector and has a constructor for its manifest"),
          e);
    }
  }

  private static byte[] resource(String file) {
    try (InputStream stream = InstalledConnectors.class.getResourceAsStream(FOLDER + file)) {
      return Objects.requireNonNull(stream, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
