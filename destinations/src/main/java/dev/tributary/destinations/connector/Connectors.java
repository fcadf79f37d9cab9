package dev.tributary.destinations.connector;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Connectors by id: those of this installation, or those that one workspace can use. Immutable. As
 * {@link ConnectorDirectory}, each workspace can use the same ones.
 */
public final class Connectors implements ConnectorDirectory {
  private final TreeMap<String, Connector> byId = new TreeMap<>();

  public Connectors(Collection<? extends Connector> connectors) {
    for (Connector connector : connectors) {
      String id = connector.manifest().id();
      if (byId.put(id, connector) != null) {
        throw new IllegalArgumentException("Two connectors are called " + id);
      }
    }
  }

  private Connectors(
      Connectors installed, Collection<? extends Connector> added, Set<String> unusable) {
    byId.putAll(installed.byId);
    byId.keySet().removeAll(unusable);
    added.forEach(connector -> byId.put(connector.manifest().id(), connector));
  }

  /**
   * These connectors, and those that a workspace has added. An added connector keeps its id if a
   * later release has a connector with the same one: the destinations of the workspace must not
   * send to another system because of an upgrade.
   *
   * @param unusable the ids of further connectors of the workspace, which this version refuses; no
   *     connector is found by them
   */
  public Connectors with(Collection<? extends Connector> added, Set<String> unusable) {
    return added.isEmpty() && unusable.isEmpty() ? this : new Connectors(this, added, unusable);
  }

  @Override
  public Connectors of(WorkspaceId workspace) {
    return this;
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
