package dev.tributary.destinations.sync;

import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.destination.DestinationSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All destinations and syncs at one moment. Immutable.
 *
 * @param destinations by id
 * @param syncs by id
 * @param unreadable by id: definitions that exist and that this version cannot read; they are in
 *     neither of the others
 * @param held ids of syncs of workspaces where deliveries are suspended; they are in none of the
 *     others
 */
public record Catalogue(
    Map<String, Destination> destinations,
    Map<String, Sync> syncs,
    Map<String, Unreadable> unreadable,
    Set<String> held) {
  public static final Catalogue EMPTY = new Catalogue(Map.of(), Map.of(), Map.of(), Set.of());

  /**
   * A destination or sync that this version cannot read: a newer one may have written it. It is not
   * deleted, so its data are kept.
   *
   * @param since when it was last changed
   * @param words why, without any of its settings
   */
  public record Unreadable(
      WorkspaceId workspace, String kind, String id, String name, Instant since, String words) {}

  public record Destination(
      WorkspaceId workspace,
      String id,
      String name,
      long version,
      DestinationSpec spec,
      Connector connector) {}

  /**
   * @param object the declaration of the object that the sync writes to
   * @param memberships the object that holds list memberships, if an audience becomes a list
   * @param space the space of its records
   */
  @RecordBuilder
  public record Sync(
      WorkspaceId workspace,
      String id,
      String name,
      long version,
      SyncSpec spec,
      Destination destination,
      ObjectType object,
      @Nullable ObjectType memberships,
      String space) {

    /** The space of the memberships of this sync. */
    public String membershipSpace() {
      return memberships == null ? space : memberships.name();
    }

    /** Whether the source of the sync is an audience or all profiles. */
    public boolean isOfPeople() {
      return switch (spec.from()) {
        case From.Audience audience -> true;
        case From.Profiles() -> true;
        case From.Model model -> false;
        case From.Events events -> false;
      };
    }

    public boolean mirrors() {
      return spec.mode() == SyncSpec.Mode.MIRROR;
    }
  }

  /** The same catalogue, with these workspaces replaced by their state in another catalogue. */
  public Catalogue with(Set<WorkspaceId> workspaces, Catalogue fresh) {
    Map<String, Destination> allDestinations = new LinkedHashMap<>(destinations);
    allDestinations.values().removeIf(each -> workspaces.contains(each.workspace()));
    allDestinations.putAll(fresh.destinations);
    Map<String, Sync> allSyncs = new LinkedHashMap<>(syncs);
    allSyncs.values().removeIf(each -> workspaces.contains(each.workspace()));
    allSyncs.putAll(fresh.syncs);
    Map<String, Unreadable> allUnreadable = new LinkedHashMap<>(unreadable);
    allUnreadable.values().removeIf(each -> workspaces.contains(each.workspace()));
    allUnreadable.putAll(fresh.unreadable);
    return new Catalogue(allDestinations, allSyncs, allUnreadable, held);
  }

  /** The same catalogue, without the definitions of some workspaces. */
  public Catalogue without(Predicate<WorkspaceId> workspaces) {
    Map<String, Destination> others = new LinkedHashMap<>(destinations);
    others.values().removeIf(each -> workspaces.test(each.workspace()));
    Map<String, Sync> otherSyncs = new LinkedHashMap<>(syncs);
    otherSyncs.values().removeIf(each -> workspaces.test(each.workspace()));
    Map<String, Unreadable> otherUnreadable = new LinkedHashMap<>(unreadable);
    otherUnreadable.values().removeIf(each -> workspaces.test(each.workspace()));
    Set<String> allHeld = new HashSet<>(held);
    allHeld.addAll(syncs.keySet());
    allHeld.addAll(unreadable.keySet());
    allHeld.removeAll(otherSyncs.keySet());
    allHeld.removeAll(otherUnreadable.keySet());
    return new Catalogue(others, otherSyncs, otherUnreadable, allHeld);
  }

  public Optional<Sync> sync(String id) {
    return Optional.ofNullable(syncs.get(id));
  }

  /**
   * The ids of syncs and destinations that exist and are not processed now: their data are kept
   * unchanged.
   */
  public Set<String> kept() {
    Set<String> kept = new HashSet<>(held);
    kept.addAll(unreadable.keySet());
    return kept;
  }

  /** The data of a sync are kept if the sync cannot be read, and deleted if the sync is deleted. */
  public boolean cannotRead(String id) {
    return unreadable.containsKey(id);
  }

  public Optional<Destination> destination(String id) {
    return Optional.ofNullable(destinations.get(id));
  }

  /** The syncs of audiences and of profiles. */
  public List<Sync> ofPeople(WorkspaceId workspace) {
    return of(workspace).stream().filter(Sync::isOfPeople).toList();
  }

  public List<Sync> ofModel(WorkspaceId workspace, ModelId model) {
    return of(workspace).stream()
        .filter(sync ->
            sync.spec().from() instanceof From.Model(var id, var person) && id.equals(model))
        .toList();
  }

  public List<Sync> ofEvents(WorkspaceId workspace) {
    return of(workspace).stream()
        .filter(sync -> sync.spec().from() instanceof From.Events)
        .toList();
  }

  private List<Sync> of(WorkspaceId workspace) {
    return syncs.values().stream().filter(sync -> sync.workspace().equals(workspace)).toList();
  }
}
