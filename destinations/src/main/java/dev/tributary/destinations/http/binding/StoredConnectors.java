package dev.tributary.destinations.http.binding;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.added.AddedConnectors;
import dev.tributary.destinations.added.ConnectorFile;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ConnectorDirectory;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connectors of each workspace, for requests. Each call of {@link #of} reads those that the
 * workspace has added from the database, so that a request sees a change of another instance.
 * Thread-safe.
 */
public final class StoredConnectors implements ConnectorDirectory {
  private final AddedConnectors connectors;
  private final DefinitionStore<ConnectorFile> store;

  public StoredConnectors(AddedConnectors connectors, DefinitionStore<ConnectorFile> store) {
    this.connectors = connectors;
    this.store = store;
  }

  @Override
  public Connectors of(WorkspaceId workspace) {
    Map<String, ConnectorFile> files = new HashMap<>();
    Set<String> unreadable = new HashSet<>();
    store
        .byKey(workspace)
        .forEach((key, stored) ->
            stored.ifPresentOrElse(
                found -> files.put(key, found.spec()), () -> unreadable.add(key)));
    return connectors.with(files, unreadable);
  }

  /**
   * The connector of a stored destination.
   *
   * @throws Problem 409 if this version refuses it, or has none with this id
   */
  public static Connector required(Connectors connectors, String id) {
    return connectors
        .find(id)
        .orElseThrow(() ->
            Problems.CONFLICT.problem(
                ("This version has no connector %s, or refuses its manifest. If the workspace has"
                        + " added it, replace its file")
                    .formatted(id)));
  }

  /**
   * A stored destination with its connector.
   *
   * @throws Problem as {@link #required}
   */
  public static Catalogue.Destination destination(
      ConnectorDirectory connectors,
      WorkspaceId workspace,
      StoredDefinition<DestinationSpec> stored) {
    DestinationSpec spec = stored.spec();
    return new Catalogue.Destination(
        workspace,
        new DestinationId(stored.id()),
        stored.name(),
        stored.version(),
        spec,
        required(connectors.of(workspace), spec.connector()));
  }

  /**
   * A check for the transaction that creates a destination: the connector is still the one for
   * which the destination was checked. Until the end of the transaction, nobody removes the
   * connector, and nobody gives it other hosts. Call this before the destination is checked.
   *
   * @param connector the id in the request; null if there is none
   */
  public Consumer<DefinitionTransaction> unchanged(
      WorkspaceId workspace, @Nullable String connector) {
    if (connector == null) {
      return _ -> {};
    }
    String id = connector;
    Optional<StoredDefinition<ConnectorFile>> before = store.find(workspace, id);
    return tx -> {
      lock(tx, workspace);
      if (!store.find(tx, workspace, id).equals(before)) {
        throw changed();
      }
    };
  }

  private static Problem changed() {
    return Problems.CONFLICT.problem("The connector was changed meanwhile; send the request again");
  }

  /**
   * Creations of destinations, and changes and removals of added connectors, wait for each other in
   * one workspace.
   */
  public static void lock(DefinitionTransaction tx, WorkspaceId workspace) {
    tx.lock("connectors " + workspace);
  }
}
