package dev.tributary.identity.kafka;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.CircleReads;
import dev.tributary.identity.postgres.CircleReads.EventOf;
import dev.tributary.identity.postgres.UnmergeTable;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.trial.Circle;
import dev.tributary.identity.trial.Retold;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.Share;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Of which person of the replay each part of some people's past is. Confined to one thread. */
final class Past {
  private static final String APPLIED = "applied";

  private final Map<Key, Part> parts = new TreeMap<>();
  private final List<String> events = new ArrayList<>();
  private boolean tooLong;
  private boolean incomplete;
  private boolean partly;

  private record Key(String from, String to) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int first = from.compareTo(other.from);
      return first != 0 ? first : to.compareTo(other.to);
    }
  }

  private static final class Part {
    private final Set<Identifier> identifiers = new TreeSet<>();
    private final List<String> deeds = new ArrayList<>();
    private long events;
  }

  private Past() {}

  /**
   * @param here the profiles of the circle, locked
   * @param there its persons
   * @param reader by which the replay read identifiers
   */
  static Past read(
      CircleReads reads,
      Shadow shadow,
      Circle circle,
      Map<String, Profile> here,
      Map<String, Profile> there,
      IdentifierReader reader)
      throws SQLException {
    Past past = new Past();
    int count = reads.events(shadow, circle.profiles(), UnmergeTable.MOST_EVENTS, past::event);
    past.tooLong = count > UnmergeTable.MOST_EVENTS;
    past.identifiers(here, there, reader);
    past.everybody(circle, here, reader);
    return past;
  }

  private void event(EventOf event) {
    if (event.ending() == null && !event.listed()) {
      incomplete = true;
    } else if (APPLIED.equals(event.ending())) {
      add(event, event.person());
    } else if (namesNobody(event)) {
      add(event, Share.NOBODY);
    } else {
      partly = true;
    }
  }

  /** What somebody asked for by hand is not retold where whom they meant is nobody there. */
  private static boolean namesNobody(EventOf event) {
    return event.ending() == null
        ? event.command()
        : Retold.DEPENDS_ON_RULES.contains(event.ending());
  }

  private void add(EventOf event, String person) {
    Part part = part(event.profile(), person);
    part.events++;
    events.add(event.event());
    if (event.deed()) {
      part.deeds.add(event.event());
    }
  }

  private void identifiers(
      Map<String, Profile> here, Map<String, Profile> there, IdentifierReader reader) {
    Map<Identifier, String> persons = new HashMap<>();
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

  /** Whoever has a name, and of whom nothing is told, is not nobody: it was forgotten. */
  private void everybody(Circle circle, Map<String, Profile> here, IdentifierReader reader) {
    Set<String> from = new TreeSet<>();
    parts.keySet().forEach(key -> from.add(key.from()));
    for (String profile : circle.profiles()) {
      if (!from.contains(profile)) {
        part(profile, Share.NOBODY);
        partly |=
            requireNonNull(here.get(profile)).identifiers().stream()
                .anyMatch(each -> reader.identifier(each.type(), each.value()).isPresent());
      }
    }
  }

  private Part part(String from, String to) {
    return parts.computeIfAbsent(new Key(from, to), _ -> new Part());
  }

  /** Whether they did more than can be looked at in one transaction. */
  boolean tooLong() {
    return tooLong;
  }

  /** Whether something is missing that the replay will not take in: the log lost it. */
  boolean partly() {
    return partly;
  }

  /** Whether the replay does not hold all of it yet. */
  boolean incomplete() {
    return incomplete;
  }

  /** All of their events that count. */
  List<String> events() {
    return events;
  }

  List<Share> shares() {
    List<Share> shares = new ArrayList<>();
    parts.forEach((key, part) -> {
      part.deeds.sort(null);
      shares.add(
          new Share(
              key.from(),
              key.to(),
              Set.copyOf(part.identifiers),
              part.events,
              List.copyOf(part.deeds)));
    });
    return shares;
  }
}
