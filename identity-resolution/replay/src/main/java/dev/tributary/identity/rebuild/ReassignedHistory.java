package dev.tributary.identity.rebuild;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Unmerge;
import dev.tributary.identity.replay.ConnectedComponent;
import dev.tributary.identity.replay.ProfilePart;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayedInputs;
import dev.tributary.identity.store.replay.ComponentReads;
import dev.tributary.identity.store.replay.ComponentReads.EventOf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which parts of the history of some profiles belong to which profile of the replay. Confined to
 * one thread.
 */
final class ReassignedHistory {
  private static final String APPLIED = "applied";

  private final Map<Key, Part> parts = new TreeMap<>();
  private final List<EventId> events = new ArrayList<>();
  private boolean tooLong;
  private boolean incomplete;
  private boolean partly;

  private record Key(ProfileId from, ProfileId to) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int first = from.compareTo(other.from);
      return first != 0 ? first : to.compareTo(other.to);
    }
  }

  private static final class Part {
    private final Set<Identifier> identifiers = new TreeSet<>();
    private final List<EventId> actionEvents = new ArrayList<>();
    private long events;
  }

  private ReassignedHistory() {}

  /**
   * @param here the workspace's profiles of the component, locked
   * @param there the replay's profiles of the component
   * @param withoutOwnInputs profiles that may have an identifier and no input, although the log has
   *     deleted none
   * @param reader with which the replay read identifiers
   */
  static ReassignedHistory read(
      ComponentReads reads,
      ReplayCopy copy,
      ConnectedComponent component,
      Map<ProfileId, Profile> here,
      Map<ProfileId, Profile> there,
      boolean whole,
      IdentifierReader reader) {
    ReassignedHistory history = new ReassignedHistory();
    int count = reads.events(copy, component.profiles(), Unmerge.MOST_EVENTS, history::event);
    history.tooLong = count > Unmerge.MOST_EVENTS;
    history.identifiers(here, there, reader);
    history.addProfilesWithoutInputs(component, here, whole, reader);
    return history;
  }

  private void event(EventOf event) {
    if (event.ending() == null && !event.listed()) {
      incomplete = true;
    } else if (APPLIED.equals(event.ending())) {
      add(event, event.person());
    } else if (namesNobody(event)) {
      add(event, ProfilePart.NOBODY);
    } else {
      partly = true;
    }
  }

  /** A command has no event in the replay if the profile that it meant does not exist there. */
  private static boolean namesNobody(EventOf event) {
    return event.ending() == null
        ? event.command()
        : ReplayedInputs.DEPENDS_ON_RULES.contains(event.ending());
  }

  private void add(EventOf event, ProfileId person) {
    Part part = part(event.profile(), person);
    part.events++;
    events.add(event.event());
    if (event.action()) {
      part.actionEvents.add(event.event());
    }
  }

  private void identifiers(
      Map<ProfileId, Profile> here, Map<ProfileId, Profile> there, IdentifierReader reader) {
    Map<Identifier, ProfileId> persons = new HashMap<>();
    new TreeMap<>(there)
        .forEach((person, profile) ->
            profile.identifiers().forEach(each -> persons.putIfAbsent(each, person)));
    here.forEach((id, profile) -> {
      for (Identifier each : profile.identifiers()) {
        reader
            .identifier(each.type(), each.value())
            .map(persons::get)
            .ifPresent(person -> part(id, person).identifiers.add(each));
      }
    });
  }

  /**
   * A profile that has an identifier, but of which no input is left, is not empty if the log may
   * have deleted its inputs. Otherwise, its identifier is from a row that names another profile
   * now, or is removed.
   */
  private void addProfilesWithoutInputs(
      ConnectedComponent component,
      Map<ProfileId, Profile> here,
      boolean whole,
      IdentifierReader reader) {
    Set<ProfileId> from = new TreeSet<>();
    parts.keySet().forEach(key -> from.add(key.from()));
    for (ProfileId profile : component.profiles()) {
      if (!from.contains(profile)) {
        part(profile, ProfilePart.NOBODY);
        partly |=
            !whole
                && requireNonNull(here.get(profile)).identifiers().stream()
                    .anyMatch(each -> reader.identifier(each.type(), each.value()).isPresent());
      }
    }
  }

  private Part part(ProfileId from, ProfileId to) {
    return parts.computeIfAbsent(new Key(from, to), _ -> new Part());
  }

  /** Whether the profiles have too many events for one transaction. */
  boolean tooLong() {
    return tooLong;
  }

  /**
   * Whether something is missing that the replay will never process, because the log has deleted
   * it.
   */
  boolean partly() {
    return partly;
  }

  /** Whether the replay has not yet processed all of it. */
  boolean incomplete() {
    return incomplete;
  }

  /** All events of the profiles that count. */
  List<EventId> events() {
    return events;
  }

  List<ProfilePart> shares() {
    List<ProfilePart> shares = new ArrayList<>();
    parts.forEach((key, part) -> {
      part.actionEvents.sort(null);
      shares.add(
          new ProfilePart(
              key.from(),
              key.to(),
              Set.copyOf(part.identifiers),
              part.events,
              List.copyOf(part.actionEvents)));
    });
    return shares;
  }
}
