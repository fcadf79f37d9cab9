package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.destination.DestinationSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All destinations and syncs at one moment. Immutable.
 *
 * @param destinations by id
 * @param syncs by id
 * @param unreadable by id: definitions that exist and that this version cannot read; they are in
 *     neither of the others
 * @param held syncs of workspaces where deliveries are suspended; they are in none of the others
 */
public record Catalogue(
    Map<DestinationId, Destination> destinations,
    Map<SyncId, Sync> syncs,
    Map<String, Unreadable> unreadable,
    Set<SyncId> held) {
  public static final Catalogue EMPTY = new Catalogue(Map.of(), Map.of(), Map.of(), Set.of());

  public Catalogue {
    syncs = findingAlike(syncs);
  }

  /**
   * Syncs to the same records find them in the same way, whichever of them sends a record first: a
   * sync without further match fields has those of the other.
   */
  private static Map<SyncId, Sync> findingAlike(Map<SyncId, Sync> syncs) {
    Map<RecordSpace, List<String>> further = new HashMap<>();
    syncs.values().stream()
        .filter(sync -> !sync.furtherMatches().isEmpty())
        .forEach(sync -> further.put(RecordSpace.of(sync), sync.furtherMatches()));
    if (further.isEmpty()) {
      return syncs;
    }
    Map<SyncId, Sync> alike = new LinkedHashMap<>();
    syncs.forEach((id, sync) -> {
      List<String> others = further.getOrDefault(RecordSpace.of(sync), List.of());
      alike.put(
          id,
          sync.furtherMatches().isEmpty() && !others.isEmpty()
              ? CatalogueSyncBuilder.builder(sync).furtherMatches(others).build()
              : sync);
    });
    return alike;
  }

  private record RecordSpace(DestinationId destination, String space) {
    static RecordSpace of(Sync sync) {
      return new RecordSpace(sync.destination().id(), sync.space());
    }
  }

  /**
   * A destination or sync that this version cannot read: a newer one may have written it. It is not
   * deleted, so its data are kept.
   *
   * @param id of the destination or sync, as {@code kind} says
   * @param since when it was last changed
   * @param words why, without any of its settings
   */
  public record Unreadable(
      WorkspaceId workspace, String kind, String id, String name, Instant since, String words) {
    private boolean isSync() {
      return kind.equals(SyncSpec.KIND);
    }
  }

  public record Destination(
      WorkspaceId workspace,
      DestinationId id,
      String name,
      long version,
      DestinationSpec spec,
      Connector connector) {

    /**
     * For how long after its first attempt an item may be repeated that had no answer; null if it
     * may be repeated at any time, or as its effect class says. After the window of the vendor's
     * key, a repetition can be a second effect. It is sent only if the destination is set to at
     * least once, or if the record is searched for first.
     *
     * @param object its name
     */
    public @Nullable Duration repetitionWindow(String object) {
      Duration window =
          connector
              .manifest()
              .object(object)
              .map(ObjectType::deduplication)
              .map(Deduplication::window)
              .orElse(null);
      boolean counts =
          connector.manifest().effectClass(object) == EffectClass.B
              && !spec.settings().path("delivery").asText("").equals("at-least-once")
              && !connector.searchesFirst(object);
      return counts ? window : null;
    }
  }

  /**
   * @param object the declaration of the object that the sync writes to
   * @param memberships the object that holds list memberships, if an audience becomes a list
   * @param space the space of its records
   * @param fields the mapping, compiled
   * @param furtherMatches of the sync, or of another one that writes to the same records
   */
  @RecordBuilder
  public record Sync(
      WorkspaceId workspace,
      SyncId id,
      String name,
      long version,
      SyncSpec spec,
      Destination destination,
      ObjectType object,
      @Nullable ObjectType memberships,
      String space,
      List<MappedField> fields,
      List<String> furtherMatches) {

    /** A sync with the declarations of its connector; null if the connector lacks the object. */
    public static @Nullable Sync bound(
        WorkspaceId workspace,
        SyncId id,
        String name,
        long version,
        SyncSpec spec,
        Destination destination) {
      Connector connector = destination.connector();
      ObjectType object =
          connector
              .manifest()
              .object(spec.object())
              .flatMap(connector.manifest()::recordsOf)
              .orElse(null);
      if (object == null) {
        return null;
      }
      String memberships = object.memberships();
      ObjectType list =
          memberships == null
                  || spec.mode() == Mode.DELETE
                  || !(spec.from() instanceof SyncSource.Audience)
              ? null
              : connector.manifest().object(memberships).orElse(null);
      return CatalogueSyncBuilder.builder()
          .workspace(workspace)
          .id(id)
          .name(name)
          .version(version)
          .spec(spec)
          .destination(destination)
          .object(object)
          .memberships(list)
          .space(connector.space(object.name(), spec.settings()))
          .fields(MappedField.of(spec, object))
          .furtherMatches(spec.furtherMatches())
          .build();
    }

    /** The space of the memberships of this sync. */
    public String membershipSpace() {
      return memberships == null ? space : memberships.name();
    }

    /** Whether the source of the sync is an audience or all profiles. */
    public boolean isOfPeople() {
      return switch (spec.from()) {
        case SyncSource.Audience audience -> true;
        case SyncSource.Profiles() -> true;
        case SyncSource.Model model -> false;
        case SyncSource.Events events -> false;
      };
    }

    /** As {@link SyncSpec#sendsAllValues}. */
    public boolean sendsAllValues() {
      return spec.sendsAllValues(destination.connector().manifest());
    }

    public boolean mirrors() {
      return spec.mode() == Mode.MIRROR;
    }

    /** Whether the sync removes the records of its source, even if another system created them. */
    public boolean deletes() {
      return spec.mode() == Mode.DELETE;
    }

    /** Whether no write of this sync has a doubled effect if it is repeated. */
    public boolean repeatable() {
      return isRepeatable(object) && (memberships == null || isRepeatable(memberships));
    }

    /**
     * The words of the vendor about a wrong setting, with the label of the setting.
     *
     * @param setting of the sync or of its destination; null if it is not known
     */
    public String wordsAbout(@Nullable String setting, String words) {
      return label(object.settings(), setting)
          .map(label -> "“%s” of the sync: %s".formatted(label, words))
          .or(() ->
              label(destination.connector().manifest().settings(), setting)
                  .map(label -> "“%s” of the destination: %s".formatted(label, words)))
          .orElse(words);
    }

    private static Optional<String> label(List<Setting> settings, @Nullable String name) {
      return settings.stream()
          .filter(setting -> setting.name().equals(name))
          .map(Setting::label)
          .findFirst();
    }

    private boolean isRepeatable(ObjectType type) {
      return destination.connector().manifest().effectClass(type.name()).repeatable()
          && destination.repetitionWindow(type.name()) == null;
    }
  }

  /** The same catalogue, with these workspaces replaced by their state in another catalogue. */
  public Catalogue with(Set<WorkspaceId> workspaces, Catalogue fresh) {
    Map<DestinationId, Destination> allDestinations = new LinkedHashMap<>(destinations);
    allDestinations.values().removeIf(each -> workspaces.contains(each.workspace()));
    allDestinations.putAll(fresh.destinations);
    Map<SyncId, Sync> allSyncs = new LinkedHashMap<>(syncs);
    allSyncs.values().removeIf(each -> workspaces.contains(each.workspace()));
    allSyncs.putAll(fresh.syncs);
    Map<String, Unreadable> allUnreadable = new LinkedHashMap<>(unreadable);
    allUnreadable.values().removeIf(each -> workspaces.contains(each.workspace()));
    allUnreadable.putAll(fresh.unreadable);
    return new Catalogue(allDestinations, allSyncs, allUnreadable, held);
  }

  /** The same catalogue, without the definitions of some workspaces. */
  public Catalogue without(Predicate<WorkspaceId> workspaces) {
    Map<DestinationId, Destination> others = new LinkedHashMap<>(destinations);
    others.values().removeIf(each -> workspaces.test(each.workspace()));
    Map<SyncId, Sync> otherSyncs = new LinkedHashMap<>(syncs);
    otherSyncs.values().removeIf(each -> workspaces.test(each.workspace()));
    Map<String, Unreadable> otherUnreadable = new LinkedHashMap<>(unreadable);
    otherUnreadable.values().removeIf(each -> workspaces.test(each.workspace()));
    Set<SyncId> allHeld = new HashSet<>(held);
    allHeld.addAll(syncs.keySet());
    allHeld.addAll(unreadableSyncs());
    allHeld.removeAll(otherSyncs.keySet());
    allHeld.removeAll(syncsAmong(otherUnreadable));
    return new Catalogue(others, otherSyncs, otherUnreadable, allHeld);
  }

  public Optional<Sync> sync(SyncId id) {
    return Optional.ofNullable(syncs.get(id));
  }

  /** The syncs that exist and are not processed now: their data are kept unchanged. */
  public Set<SyncId> kept() {
    Set<SyncId> kept = unreadableSyncs();
    kept.addAll(held);
    return kept;
  }

  /** The syncs that this version cannot read, in a new set. */
  public Set<SyncId> unreadableSyncs() {
    return syncsAmong(unreadable);
  }

  private static Set<SyncId> syncsAmong(Map<String, Unreadable> definitions) {
    return definitions.values().stream()
        .filter(Unreadable::isSync)
        .map(each -> new SyncId(each.id()))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** The data of a sync are kept if the sync cannot be read, and deleted if the sync is deleted. */
  public boolean cannotRead(SyncId id) {
    return unreadable.containsKey(id.value());
  }

  public Optional<Destination> destination(DestinationId id) {
    return Optional.ofNullable(destinations.get(id));
  }

  /** The syncs to a destination. */
  public List<Sync> to(DestinationId destination) {
    return syncs.values().stream()
        .filter(sync -> sync.destination().id().equals(destination))
        .toList();
  }

  /** The syncs of audiences and of profiles. */
  public List<Sync> ofPeople(WorkspaceId workspace) {
    return of(workspace).filter(Sync::isOfPeople).toList();
  }

  public List<Sync> ofModel(WorkspaceId workspace, ModelId model) {
    return of(workspace)
        .filter(sync ->
            sync.spec().from() instanceof SyncSource.Model(var id, var person) && id.equals(model))
        .toList();
  }

  public List<Sync> ofEvents(WorkspaceId workspace) {
    return of(workspace).filter(sync -> sync.spec().from() instanceof SyncSource.Events).toList();
  }

  private Stream<Sync> of(WorkspaceId workspace) {
    return syncs.values().stream().filter(sync -> sync.workspace().equals(workspace));
  }
}
