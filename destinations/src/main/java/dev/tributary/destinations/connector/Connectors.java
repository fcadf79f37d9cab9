package dev.tributary.destinations.connector;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The connectors of this installation, by id. Immutable. */
public final class Connectors {
  private final TreeMap<String, Connector> byId = new TreeMap<>();

  public Connectors(Collection<? extends Connector> connectors) {
    for (Connector connector : connectors) {
      String id = connector.manifest().id();
      if (byId.put(id, connector) != null) {
        throw new IllegalArgumentException("Two connectors are called " + id);
      }
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

  /** The manifests in the order of their ids, with the form of the authentication. */
  public List<Manifest> manifests() {
    return byId.values().stream().map(Connectors::manifest).toList();
  }

  /** The manifest of a connector, with the form of its authentication. */
  public Optional<Manifest> manifest(String id) {
    return find(id).map(Connectors::manifest);
  }

  private static Manifest manifest(Connector connector) {
    return ManifestBuilder.builder(connector.manifest())
        .authentication(Authentication.Form.of(connector))
        .build();
  }
}
