package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.rules.IdentityRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each claim of a poll, in order, to which profile it belongs. Each decision takes into
 * account the rules and the changes by the claims before it. Confined to one poll.
 */
public final class Resolver {
  private final Map<WorkspaceIdentifier, ProfileId> known = new HashMap<>();
  private final Map<ProfileRef, ProfileId> survivors = new HashMap<>();
  private final SortedMap<WorkspaceIdentifier, ProfileId> fresh = new TreeMap<>();
  private final SortedSet<WorkspaceIdentifier> absent = new TreeSet<>();
  private final Cuts cuts;
  private final Function<ProfileRef, Profile> people;
  private final Supplier<ProfileId> newProfile;

  /**
   * @param located the profile to which each identifier leads now; absent if there is none
   * @param cuts the cuts that users have made
   * @param people each profile to which an identifier leads, with the changes by the claims so far
   * @param newProfile makes the id of a new profile
   */
  public Resolver(
      Map<WorkspaceIdentifier, ProfileId> located,
      Cuts cuts,
      Function<ProfileRef, Profile> people,
      Supplier<ProfileId> newProfile) {
    known.putAll(located);
    this.cuts = cuts;
    this.people = people;
    this.newProfile = newProfile;
  }

  /**
   * @param claim with at least one identifier
   */
  public Decision resolve(Claim claim, IdentityRules rules) {
    IdentifierSelection search = new IdentifierSelection(claim, rules, this);
    search.run();
    Resolution resolution = decide(search.found());
    learn(claim.workspace(), search.identifiers(), resolution);
    noteAbsent(claim.workspace(), search.leftOut());
    return new Decision(
        resolution,
        claim.without(search.identifiers(), search.leftOut()),
        conflicts(claim.workspace(), resolution.profile(), search));
  }

  /** Merges two profiles because a user has decided so, whatever the rules say. */
  public Resolution join(WorkspaceId workspace, ProfileId one, ProfileId other) {
    Resolution resolution =
        decide(new TreeSet<>(List.of(current(workspace, one), current(workspace, other))));
    learn(workspace, List.of(), resolution);
    return resolution;
  }

  /** Whether a cut exists between the two profiles. */
  public boolean isCut(WorkspaceId workspace, ProfileId one, ProfileId other) {
    return cuts.between(
        workspace,
        person(workspace, current(workspace, one)).identifiers(),
        person(workspace, current(workspace, other)).identifiers());
  }

  private Resolution decide(SortedSet<ProfileId> found) {
    if (found.isEmpty()) {
      return new Resolution.Create(newProfile.get());
    }
    ProfileId survivor = found.getFirst();
    return found.size() == 1
        ? new Resolution.Add(survivor)
        : new Resolution.Merge(
            survivor, List.copyOf(found.tailSet(new ProfileId(survivor.value() + '\0'))));
  }

  private void learn(WorkspaceId workspace, List<Identifier> identifiers, Resolution resolution) {
    for (Identifier identifier : identifiers) {
      WorkspaceIdentifier named = new WorkspaceIdentifier(workspace, identifier);
      if (known.putIfAbsent(named, resolution.profile()) == null) {
        fresh.put(named, resolution.profile());
      }
    }
    if (resolution instanceof Resolution.Merge merge) {
      merge
          .losers()
          .forEach(loser -> survivors.put(new ProfileRef(workspace, loser), merge.profile()));
    }
  }

  private void noteAbsent(WorkspaceId workspace, List<LeftOut> leftOut) {
    for (LeftOut each : leftOut) {
      WorkspaceIdentifier named = new WorkspaceIdentifier(workspace, each.identifier());
      // It does not matter which other profile has the device.
      // The lock on this profile guarantees that the device does not become its own.
      if (each.reason() != LeftOut.Reason.SOMEONE_ELSES_DEVICE && !known.containsKey(named)) {
        absent.add(named);
      }
    }
  }

  private List<Conflict> conflicts(
      WorkspaceId workspace, ProfileId profile, IdentifierSelection search) {
    List<Conflict> conflicts = new ArrayList<>();
    Identifier anchor = search.identifiers().getFirst();
    for (LeftOut each : search.leftOut()) {
      ProfileId other = leadsTo(workspace, each.identifier());
      if (other != null && !other.equals(profile) && search.unique(each.identifier())) {
        conflicts.add(
            new Conflict(each.reason(), each.limit(), each.identifier(), anchor, profile, other));
      }
    }
    return conflicts;
  }

  /** Notes an identifier of a locked profile that no claim of the poll names. */
  public void locate(WorkspaceId workspace, Identifier identifier, ProfileId profile) {
    known.putIfAbsent(new WorkspaceIdentifier(workspace, identifier), profile);
  }

  /** Adds an identifier that leads to no profile, although the rules block it. */
  public void addBlocked(WorkspaceId workspace, Identifier identifier, Resolution resolution) {
    learn(workspace, List.of(identifier), resolution);
  }

  /** The profile to which an identifier leads now, or null. */
  public @Nullable ProfileId leadsTo(WorkspaceId workspace, Identifier identifier) {
    ProfileId profile = known.get(new WorkspaceIdentifier(workspace, identifier));
    return profile == null ? null : current(workspace, profile);
  }

  Profile person(WorkspaceId workspace, ProfileId profile) {
    return people.apply(new ProfileRef(workspace, profile));
  }

  Cuts cuts() {
    return cuts;
  }

  /** The profile into which this one was merged in this poll, or the profile itself. */
  public ProfileId current(WorkspaceId workspace, ProfileId profile) {
    ProfileId current = profile;
    for (ProfileId next = survivors.get(new ProfileRef(workspace, current));
        next != null;
        next = survivors.get(new ProfileRef(workspace, current))) {
      current = next;
    }
    return current;
  }

  /**
   * Identifiers that no profile had, with the profile to which they lead at the end of the poll;
   * sorted.
   */
  public SortedMap<WorkspaceIdentifier, ProfileId> fresh() {
    SortedMap<WorkspaceIdentifier, ProfileId> settled = new TreeMap<>();
    fresh.forEach((named, profile) -> settled.put(named, current(named.workspace(), profile)));
    return settled;
  }

  /**
   * Identifiers that did not count, and that led to no profile. The decision depends on that: if
   * one of them leads to a profile by now, the decision is void.
   */
  public SortedSet<WorkspaceIdentifier> absent() {
    SortedSet<WorkspaceIdentifier> stillAbsent = new TreeSet<>(absent);
    stillAbsent.removeAll(fresh.keySet());
    return stillAbsent;
  }
}
