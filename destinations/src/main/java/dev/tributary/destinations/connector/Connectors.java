package dev.tributary.destinations.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The connectors of this installation, by id. Immutable. */
public final class Connectors {
  /** The names of the manifests, one in each line. */
  private static final String FOLDER = "/connectors/";

  private final TreeMap<String, Connector> byId = new TreeMap<>();

  public Connectors(Collection<? extends Connector> connectors) {
    for (Connector connector : connectors) {
      String id = connector.manifest().id();
      if (byId.put(id, connector) != null) {
        throw new IllegalArgumentException("Two connectors are called " + id);
      }
    }
  }

  /**
   * The connectors whose manifests are on the class path: the file {@code
   * connectors/manifests.list} names them.
   *
   * @throws ManifestException if a manifest cannot be used
   */
  public static Connectors discovered() {
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
    return ServiceLoader.load(ManifestCompiler.class, Connectors.class.getClassLoader())
        .findFirst()
        .orElseThrow();
  }

  private static Connector coded(ManifestDraft draft, String java) {
    try {
      return Class.forName(java, true, Connectors.class.getClassLoader())
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
    try (InputStream stream = Connectors.class.getResourceAsStream(FOLDER + file)) {
      return Objects.requireNonNull(stream, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Optional<Connector> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * @throws IllegalArgumentException if there is no connector with this id
   */
  public Connector require(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("No connector " + id));
  }

  public List<Manifest> manifests() {
    return byId.values().stream().map(Connector::manifest).toList();
  }
}
