package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ConnectorDirectory;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.explain.AudienceSyncs;
import dev.tributary.destinations.explain.AudienceSyncs.Target;
import dev.tributary.destinations.sync.SyncCheck;
import dev.tributary.destinations.sync.SyncSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the spaces at destinations to which a sync of an audience writes or wrote. Syncs with the
 * same space share records: what one of them says about a person depends on the others.
 * Thread-safe.
 */
public final class AudienceSpaces {
  private final AudienceSyncs audienceSyncs;
  private final DefinitionStore<SyncSpec> syncs;
  private final DefinitionStore<DestinationSpec> destinations;
  private final ConnectorDirectory connectors;

  public AudienceSpaces(
      AudienceSyncs audienceSyncs,
      DefinitionStore<SyncSpec> syncs,
      DefinitionStore<DestinationSpec> destinations,
      ConnectorDirectory connectors) {
    this.audienceSyncs = audienceSyncs;
    this.syncs = syncs;
    this.destinations = destinations;
    this.connectors = connectors;
  }

  private record Space(DestinationId destination, String name) {}

  /**
   * The syncs whose records can be those of members of an audience: they take or took an audience,
   * or share records with such a sync, also with a deleted one. A sync whose destination or
   * connector is not known is among them.
   */
  public Set<SyncId> sharing(WorkspaceId workspace) {
    List<Target> targets = audienceSyncs.targets(workspace);
    Map<DestinationId, Connector> known = connectors(workspace);
    Set<Space> spaces =
        targets.stream()
            .flatMap(target ->
                Optional.ofNullable(known.get(target.destination()))
                    .map(connector ->
                        new Space(
                            target.destination(),
                            SyncCheck.space(connector, target.object(), target.settings())))
                    .stream())
            .collect(Collectors.toSet());
    Set<SyncId> sharing = new HashSet<>();
    targets.forEach(target -> sharing.add(target.sync()));
    for (StoredDefinition<SyncSpec> sync : syncs.readable(workspace)) {
      SyncSpec spec = sync.spec();
      Connector connector = known.get(spec.destination());
      if (connector == null
          || spaces.contains(
              new Space(
                  spec.destination(),
                  SyncCheck.space(connector, spec.object(), spec.settings())))) {
        sharing.add(new SyncId(sync.id()));
      }
    }
    return sharing;
  }

  /** The destinations to which a sync of an audience writes or wrote, also a deleted sync. */
  public Set<DestinationId> destinations(WorkspaceId workspace) {
    return audienceSyncs.targets(workspace).stream()
        .map(Target::destination)
        .collect(Collectors.toSet());
  }

  private Map<DestinationId, Connector> connectors(WorkspaceId workspace) {
    Map<DestinationId, Connector> known = new HashMap<>();
    Connectors ofWorkspace = connectors.of(workspace);
    destinations
        .readable(workspace)
        .forEach(destination ->
            ofWorkspace
                .find(destination.spec().connector())
                .ifPresent(connector -> known.put(new DestinationId(destination.id()), connector)));
    return known;
  }
}
