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
import java.util.Optional;
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

  /**
   * @param start a profile, or a person
   * @return empty where there are too many
   */
  Optional<Circle> around(Circle start) throws SQLException {
    SortedSet<String> here = new TreeSet<>(start.profiles());
    SortedSet<String> there = new TreeSet<>(start.persons());
    Set<String> newHere = Set.copyOf(here);
    Set<String> newThere = Set.copyOf(there);
    while (!newHere.isEmpty() || !newThere.isEmpty()) {
      Set<String> nextThere = step(shadow.workspace(), shadow.name(), newHere, there);
      newHere = step(shadow.name(), shadow.workspace(), newThere, here);
      newThere = nextThere;
      if (here.size() + there.size() > MOST_PEOPLE) {
        return Optional.empty();
      }
    }
    return Optional.of(new Circle(here, there));
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
    Set<Identifier> all = new HashSet<>();
    for (Profile profile : profiles.find(world, from).values()) {
      profile.identifiers().stream().filter(this::unique).forEach(all::add);
    }
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

  private boolean unique(Identifier identifier) {
    return reader.rules().line(identifier.type()).map(IdentifierType::unique).orElse(true);
  }
}
