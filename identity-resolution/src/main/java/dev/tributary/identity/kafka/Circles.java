package dev.tributary.identity.kafka;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.CircleReads;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.trial.Circle;
import dev.tributary.identity.trial.Shadow;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds everybody whom somebody has to do with, in a workspace and its shadow. */
final class Circles {
  /** Whoever has to do with more is left as they are. */
  static final int MOST_PEOPLE = 2_000;

  private final CircleReads reads;
  private final Shadow shadow;
  private final IdentifierReader reader;
  private final Finder profiles;

  /** Reads people, in either world. */
  interface Finder {
    Map<String, Profile> find(String world, Collection<String> profiles) throws SQLException;
  }

  Circles(CircleReads reads, Shadow shadow, IdentifierReader reader, Finder profiles) {
    this.reads = reads;
    this.shadow = shadow;
    this.reader = reader;
    this.profiles = profiles;
  }

  /** Whether these are more than can be looked at at once; then there may be even more. */
  static boolean tooMany(Circle circle) {
    return circle.profiles().size() + circle.persons().size() > MOST_PEOPLE;
  }

  /**
   * @param start a profile, or a person
   */
  Circle around(Circle start) throws SQLException {
    Circle found = grown(start);
    if (!found.persons().isEmpty()) {
      return found;
    }
    // Whose rows have all changed since is known by identifiers alone, be they shared.
    SortedSet<String> led = new TreeSet<>();
    reads.led(
        shadow.name(),
        identifiers(shadow.workspace(), found.profiles()),
        (_, person) -> led.add(person));
    return led.isEmpty() ? found : grown(new Circle(found.profiles(), led));
  }

  private Circle grown(Circle start) throws SQLException {
    SortedSet<String> here = new TreeSet<>(start.profiles());
    SortedSet<String> there = new TreeSet<>(start.persons());
    Set<String> newHere = Set.copyOf(here);
    Set<String> newThere = Set.copyOf(there);
    Circle found = new Circle(here, there);
    while (!tooMany(found) && (!newHere.isEmpty() || !newThere.isEmpty())) {
      Set<String> nextThere = step(shadow.workspace(), shadow.name(), newHere, there);
      newHere = step(shadow.name(), shadow.workspace(), newThere, here);
      newThere = nextThere;
    }
    return found;
  }

  /** Adds whom these have to do with on the other side, and answers who of them is new. */
  private Set<String> step(
      String world, String other, Collection<String> from, SortedSet<String> known)
      throws SQLException {
    Set<String> found = new TreeSet<>();
    if (!from.isEmpty()) {
      found.addAll(reads.met(world, other, from));
      reads.led(other, unique(world, from), (_, profile) -> found.add(profile));
    }
    found.removeAll(known);
    known.addAll(found);
    return found;
  }

  /** Their identifiers that lead to one person only, by what they lead to here. */
  private Set<Identifier> unique(String world, Collection<String> from) throws SQLException {
    Set<Identifier> all = identifiers(world, from);
    all.removeIf(each -> !unique(each));
    Set<Identifier> theirs = new HashSet<>();
    reads.led(
        world,
        all,
        (identifier, profile) -> {
          if (from.contains(profile)) {
            theirs.add(identifier);
          }
        });
    return theirs;
  }

  private Set<Identifier> identifiers(String world, Collection<String> people) throws SQLException {
    Set<Identifier> all = new HashSet<>();
    profiles.find(world, people).values().forEach(each -> all.addAll(each.identifiers()));
    return all;
  }

  private boolean unique(Identifier identifier) {
    return reader.rules().line(identifier.type()).map(IdentifierType::unique).orElse(true);
  }
}
