package dev.tributary.identity.rebuild;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.replay.ConnectedComponent;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.store.replay.ComponentReads;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds connected components across a workspace and its replay copy. */
final class ConnectedComponents {
  /** A larger connected component stays as it is. */
  static final int MOST_PEOPLE = 2_000;

  private final ComponentReads reads;
  private final ReplayCopy copy;
  private final IdentifierReader reader;
  private final Finder profiles;

  /** Reads profiles of the workspace or of the replay copy. */
  interface Finder {
    Map<ProfileId, Profile> find(WorkspaceId workspaceOrCopy, Collection<ProfileId> profiles);
  }

  ConnectedComponents(
      ComponentReads reads, ReplayCopy copy, IdentifierReader reader, Finder profiles) {
    this.reads = reads;
    this.copy = copy;
    this.reader = reader;
    this.profiles = profiles;
  }

  /**
   * Whether the component is too large to be processed at once; the search stops there, so it may
   * be even larger.
   */
  static boolean tooMany(ConnectedComponent component) {
    return component.profiles().size() + component.persons().size() > MOST_PEOPLE;
  }

  /**
   * @param start a profile of the workspace or of the replay
   */
  ConnectedComponent around(ConnectedComponent start) {
    ConnectedComponent found = grown(start);
    if (!found.persons().isEmpty()) {
      return found;
    }
    // If all rows of a profile have changed since, only identifiers connect it with the replay;
    // shared identifiers count here too.
    SortedSet<ProfileId> replayed = new TreeSet<>();
    reads.owners(
        copy.name(),
        identifiers(copy.workspace(), found.profiles()),
        (_, person) -> replayed.add(person));
    return replayed.isEmpty() ? found : grown(new ConnectedComponent(found.profiles(), replayed));
  }

  private ConnectedComponent grown(ConnectedComponent start) {
    SortedSet<ProfileId> here = new TreeSet<>(start.profiles());
    SortedSet<ProfileId> there = new TreeSet<>(start.persons());
    Set<ProfileId> newHere = Set.copyOf(here);
    Set<ProfileId> newThere = Set.copyOf(there);
    ConnectedComponent found = new ConnectedComponent(here, there);
    while (!tooMany(found) && (!newHere.isEmpty() || !newThere.isEmpty())) {
      Set<ProfileId> nextThere = step(copy.workspace(), copy.name().value(), newHere, there);
      newHere = step(copy.name(), copy.workspace().value(), newThere, here);
      newThere = nextThere;
    }
    return found;
  }

  /**
   * Adds the profiles of the other side that are connected with these, and returns the new ones.
   */
  private Set<ProfileId> step(
      WorkspaceId workspaceOrCopy,
      String other,
      Collection<ProfileId> from,
      SortedSet<ProfileId> known) {
    Set<ProfileId> found = new TreeSet<>();
    if (!from.isEmpty()) {
      found.addAll(reads.sharingInputs(workspaceOrCopy, other, from));
      reads.owners(
          new WorkspaceId(other),
          unique(workspaceOrCopy, from),
          (_, profile) -> found.add(profile));
    }
    found.removeAll(known);
    known.addAll(found);
    return found;
  }

  /** The unique identifiers of these profiles that lead to one of them on this side. */
  private Set<Identifier> unique(WorkspaceId workspaceOrCopy, Collection<ProfileId> from) {
    Set<Identifier> all = identifiers(workspaceOrCopy, from);
    all.removeIf(each -> !unique(each));
    Set<Identifier> theirs = new HashSet<>();
    reads.owners(
        workspaceOrCopy,
        all,
        (identifier, profile) -> {
          if (from.contains(profile)) {
            theirs.add(identifier);
          }
        });
    return theirs;
  }

  private Set<Identifier> identifiers(WorkspaceId workspaceOrCopy, Collection<ProfileId> people) {
    Set<Identifier> all = new HashSet<>();
    profiles.find(workspaceOrCopy, people).values().forEach(each -> all.addAll(each.identifiers()));
    return all;
  }

  private boolean unique(Identifier identifier) {
    return reader.rules().line(identifier.type()).map(IdentifierType::unique).orElse(true);
  }
}
