package dev.tributary.destinations.http.explain;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.explain.AudienceSyncs;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncCheck;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The spaces at a destination to which a sync of an audience writes or wrote. Syncs with the same
 * space share records: what the explanation of one says about a person depends on the others.
 * Thread-safe.
 */
public final class AudienceSpaces {
  private final AudienceSyncs syncs;
  private final DefinitionStore<DestinationSpec> destinations;
  private final Connectors connectors;

  public AudienceSpaces(
      AudienceSyncs syncs, DefinitionStore<DestinationSpec> destinations, Connectors connectors) {
    this.syncs = syncs;
    this.destinations = destinations;
    this.connectors = connectors;
  }

  /** Confined to one request. */
  public record AtDestination(Set<String> spaces) {

    /** Whether the records of the sync can be those of members of an audience. */
    public boolean share(Sync sync) {
      return sync.isOfPeople() && spaces.contains(sync.space());
    }
  }

  public AtDestination at(WorkspaceId workspace, DestinationId destination) {
    Connector connector =
        connectors.require(destinations.require(workspace, destination.value()).spec().connector());
    return new AtDestination(
        syncs.targets(workspace, destination).stream()
            .map(target -> SyncCheck.space(connector, target.object(), target.settings()))
            .collect(Collectors.toUnmodifiableSet()));
  }
}
