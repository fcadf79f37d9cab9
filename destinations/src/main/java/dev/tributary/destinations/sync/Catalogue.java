package dev.tributary.destinations.sync;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.destination.DestinationSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All destinations and syncs as they stood at one moment. Immutable.
 *
 * @param syncs by id
 */
public record Catalogue(Map<String, Destination> destinations, Map<String, Sync> syncs) {
  public static final Catalogue EMPTY = new Catalogue(Map.of(), Map.of());

  public record Destination(
      String workspace,
      String id,
      String name,
      long version,
      DestinationSpec spec,
      Connector connector) {}

  /**
   * @param object what the connector says of the object it writes to
   * @param memberships the object that holds list memberships, where an audience becomes a list
   * @param space where its records live
   */
  public record Sync(
      String workspace,
      String id,
      String name,
      long version,
      SyncSpec spec,
      Destination destination,
      ObjectType object,
      @Nullable ObjectType memberships,
      String space) {

    /** Where the memberships of this sync live. */
    public String membershipSpace() {
      return memberships == null ? space : memberships.name();
    }

    /** Whether it takes an audience or profiles. */
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

  /** The same, but of some workspaces as they stand in another one. */
  public Catalogue with(Set<String> workspaces, Catalogue fresh) {
    Map<String, Destination> allDestinations = new LinkedHashMap<>(destinations);
    allDestinations.values().removeIf(each -> workspaces.contains(each.workspace()));
    allDestinations.putAll(fresh.destinations);
    Map<String, Sync> allSyncs = new LinkedHashMap<>(syncs);
    allSyncs.values().removeIf(each -> workspaces.contains(each.workspace()));
    allSyncs.putAll(fresh.syncs);
    return new Catalogue(allDestinations, allSyncs);
  }

  /** The same, without what belongs to some workspaces. */
  public Catalogue without(Predicate<String> workspaces) {
    Map<String, Destination> others = new LinkedHashMap<>(destinations);
    others.values().removeIf(each -> workspaces.test(each.workspace()));
    Map<String, Sync> otherSyncs = new LinkedHashMap<>(syncs);
    otherSyncs.values().removeIf(each -> workspaces.test(each.workspace()));
    return new Catalogue(others, otherSyncs);
  }

  public Optional<Sync> sync(String id) {
    return Optional.ofNullable(syncs.get(id));
  }

  public Optional<Destination> destination(String id) {
    return Optional.ofNullable(destinations.get(id));
  }

  /** Of audiences and profiles. */
  public List<Sync> ofPeople(String workspace) {
    return of(workspace).stream().filter(Sync::isOfPeople).toList();
  }

  public List<Sync> ofModel(String workspace, String model) {
    return of(workspace).stream()
        .filter(sync ->
            sync.spec().from() instanceof From.Model(var id, var person) && id.equals(model))
        .toList();
  }

  public List<Sync> ofEvents(String workspace) {
    return of(workspace).stream()
        .filter(sync -> sync.spec().from() instanceof From.Events)
        .toList();
  }

  private List<Sync> of(String workspace) {
    return syncs.values().stream().filter(sync -> sync.workspace().equals(workspace)).toList();
  }
}
