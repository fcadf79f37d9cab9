package dev.tributary.destinations.http.binding;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.ConnectorDirectory;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncCheck;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.SyncSpecBuilder;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.view.DefinitionView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Converts a request to a sync, or reports its faults. */
public final class SyncBinding {
  private static final Duration JUST_MADE = Duration.ofSeconds(3);

  private final DefinitionStore<DestinationSpec> destinations;
  private final DefinitionStore<SyncSpec> syncs;
  private final DefinitionView models;
  private final DefinitionView audiences;
  private final ConnectorDirectory connectors;
  private final ObjectMapper mapper;

  public SyncBinding(
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      DefinitionView models,
      DefinitionView audiences,
      ConnectorDirectory connectors,
      ObjectMapper mapper) {
    this.destinations = destinations;
    this.syncs = syncs;
    this.models = models;
    this.audiences = audiences;
    this.connectors = connectors;
    this.mapper = mapper;
  }

  /**
   * @param id the sync itself, which does not overlap with itself
   * @throws Problem with a pointer for each fault
   */
  public SyncSpec bind(WorkspaceId workspace, SyncId id, SyncRequest request) {
    StoredDefinition<DestinationSpec> destination = destination(workspace, request.destination());
    List<Fault> faults = new ArrayList<>();
    SyncSource from = from(workspace, request.from(), faults);
    List<String> further = Objects.requireNonNullElse(request.furtherMatches(), List.of());
    for (int i = 0; i < further.size(); i++) {
      if (further.get(i) == null) {
        faults.add(new Fault("/furtherMatches/" + i, "Name a field of the mapping"));
      }
    }
    if (request.object() == null) {
      faults.add(new Fault("/object", "Say what to write to at the destination"));
    }
    DestinationBinding.refuse(faults);
    SyncSpec spec = spec(workspace, new DestinationId(destination.id()), from, request);
    Connector connector =
        StoredConnectors.required(connectors.of(workspace), destination.spec().connector());
    SyncCheck check =
        new SyncCheck(connector, connector.furtherFields(destination.spec().settings()));
    faults.addAll(check.faults(spec, model(from)));
    faults.addAll(
        check.missing(spec.object(), destination.name(), destination.spec().secrets().keySet()));
    if (faults.isEmpty()) {
      faults.addAll(check.overlaps(spec, others(workspace, id)));
    }
    DestinationBinding.refuse(faults);
    return spec;
  }

  private List<SyncCheck.Existing> others(WorkspaceId workspace, SyncId id) {
    return syncs.all(workspace).stream()
        .map(sync -> new SyncCheck.Existing(new SyncId(sync.id()), sync.name(), sync.spec()))
        .filter(sync -> !sync.id().equals(id))
        .toList();
  }

  private StoredDefinition<DestinationSpec> destination(
      WorkspaceId workspace, @Nullable String asked) {
    if (asked == null) {
      throw Problems.INVALID.problem("Say which destination", "/destination");
    }
    return destinations
        .find(workspace, asked)
        .orElseThrow(
            () -> Problems.INVALID.problem("There is no destination " + asked, "/destination"));
  }

  private SyncSpec spec(
      WorkspaceId workspace, DestinationId destination, SyncSource from, SyncRequest request) {
    ObjectNode settings =
        request.settings() == null ? mapper.createObjectNode() : request.settings();
    List<FieldMapping> mapping =
        request.mapping() == null
            ? List.of()
            : request.mapping().stream().map(each -> resolved(workspace, each)).toList();
    boolean mirrors = from instanceof SyncSource.Audience || from instanceof SyncSource.Model;
    Mode mode = request.mode() == null ? (mirrors ? Mode.MIRROR : Mode.UPSERT) : request.mode();
    return SyncSpecBuilder.builder()
        .destination(destination)
        .from(from)
        .object(String.valueOf(request.object()))
        .match(request.match())
        .mapping(mapping)
        .mode(mode)
        .settings(settings)
        .filing(request.filing())
        .furtherMatches(Objects.requireNonNullElse(request.furtherMatches(), List.of()))
        .build();
  }

  /** A request may name audiences by key; definitions hold ids. */
  private FieldMapping resolved(WorkspaceId workspace, FieldMapping mapping) {
    return mapping.from() instanceof ValueSource.InAudience(AudienceId asked)
        ? new FieldMapping(
            mapping.field(),
            new ValueSource.InAudience(
                named(audiences, workspace, asked.value())
                    .map(audience -> new AudienceId(audience.id()))
                    .orElse(asked)),
            mapping.transform(),
            mapping.setOnce())
        : mapping;
  }

  private SyncSource from(WorkspaceId workspace, @Nullable SyncSource asked, List<Fault> faults) {
    return switch (asked) {
      case null -> {
        faults.add(new Fault("/from", "Say what flows: an audience, profiles, a model or events"));
        yield new SyncSource.Profiles();
      }
      case SyncSource.Audience(AudienceId audience) ->
          new SyncSource.Audience(
              new AudienceId(
                  id(
                      audiences,
                      workspace,
                      audience == null ? null : audience.value(),
                      "audience",
                      "/from/audience",
                      faults)));
      case SyncSource.Model(ModelId model, var person) ->
          new SyncSource.Model(
              new ModelId(
                  id(models, workspace, ModelId.textOf(model), "model", "/from/model", faults)),
              person);
      case SyncSource.Events(var names) -> new SyncSource.Events(names == null ? List.of() : names);
      case SyncSource.Profiles profiles -> profiles;
    };
  }

  private static String id(
      DefinitionView view,
      WorkspaceId workspace,
      @Nullable String asked,
      String kind,
      String pointer,
      List<Fault> faults) {
    Optional<Definition> found = asked == null ? Optional.empty() : named(view, workspace, asked);
    if (found.isEmpty()) {
      faults.add(new Fault(pointer, "There is no %s %s".formatted(kind, asked)));
      return "";
    }
    return found.get().id();
  }

  private static Optional<Definition> named(
      DefinitionView view, WorkspaceId workspace, String idOrKey) {
    return view.await(workspace, idOrKey, JUST_MADE);
  }

  /** The definition of the model that a sync takes its rows from, or null if it is not known. */
  public @Nullable ModelBody model(SyncSource from) {
    return from instanceof SyncSource.Model(ModelId model, var person)
        ? models.find(model.value()).map(found -> found.bodyAs(ModelBody.class)).orElse(null)
        : null;
  }

  /** The version of the audience or model of a source; 0 if it is not known, or has none. */
  public long sourceVersion(SyncSource from) {
    Optional<Definition> found =
        switch (from) {
          case SyncSource.Audience(AudienceId audience) -> audiences.find(audience.value());
          case SyncSource.Model(ModelId model, var _) -> models.find(model.value());
          case SyncSource.Profiles(), SyncSource.Events _ -> Optional.empty();
        };
    return found.map(Definition::version).orElse(0L);
  }

  /**
   * Syncs with their destinations and connectors.
   *
   * @param unbound the syncs whose data are not known, because this version refuses or lacks their
   *     connector, or because it has no such object any more. They deliver nothing
   */
  public record Bound(List<Catalogue.Sync> syncs, List<SyncId> unbound) {
    public Bound {
      syncs = List.copyOf(syncs);
      unbound = List.copyOf(unbound);
    }
  }

  /** The workspace's syncs that match, each with its destination and connector. */
  public Bound all(WorkspaceId workspace, Predicate<SyncSpec> which) {
    Map<String, StoredDefinition<DestinationSpec>> known = new HashMap<>();
    Connectors ofWorkspace = connectors.of(workspace);
    destinations.readable(workspace).forEach(each -> known.put(each.id(), each));
    List<Catalogue.Sync> bound = new ArrayList<>();
    List<SyncId> unbound = new ArrayList<>();
    for (StoredDefinition<SyncSpec> sync : syncs.all(workspace)) {
      if (which.test(sync.spec())) {
        StoredDefinition<DestinationSpec> destination =
            known.get(sync.spec().destination().value());
        SyncId id = new SyncId(sync.id());
        Optional<Catalogue.Sync> found =
            destination == null
                ? Optional.empty()
                : ofWorkspace
                    .find(destination.spec().connector())
                    .flatMap(connector ->
                        bound(
                            connector,
                            workspace,
                            id,
                            sync.name(),
                            sync.version(),
                            sync.spec(),
                            destination));
        found.ifPresentOrElse(bound::add, () -> unbound.add(id));
      }
    }
    return new Bound(bound, unbound);
  }

  /**
   * A sync with its destination and connector, as the engine sees it.
   *
   * @throws Problem if this version has no such connector, or the connector no such object
   */
  public Catalogue.Sync bound(
      WorkspaceId workspace, SyncId id, String name, long version, SyncSpec spec) {
    StoredDefinition<DestinationSpec> destination =
        destinations.require(workspace, spec.destination().value());
    return bound(
            StoredConnectors.required(connectors.of(workspace), destination.spec().connector()),
            workspace,
            id,
            name,
            version,
            spec,
            destination)
        .orElseThrow(() -> Problems.INVALID.problem("Unknown object " + spec.object(), "/object"));
  }

  private static Optional<Catalogue.Sync> bound(
      Connector connector,
      WorkspaceId workspace,
      SyncId id,
      String name,
      long version,
      SyncSpec spec,
      StoredDefinition<DestinationSpec> destination) {
    return Optional.ofNullable(
        Catalogue.Sync.bound(
            workspace,
            id,
            name,
            version,
            spec,
            new Catalogue.Destination(
                workspace,
                spec.destination(),
                destination.name(),
                destination.version(),
                destination.spec(),
                connector)));
  }
}
