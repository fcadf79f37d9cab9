package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.Limits.Broken;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the profiles that one claim names, and leaves out identifiers until the rules allow the
 * rest. The search starts with the profile of the strongest identifier. Each other profile joins
 * it, or its identifiers are left out and the search starts again. Where a limit would be broken,
 * the weakest identifier is left out; this follows the documentation of Segment's Unify.
 */
final class IdentifierSelection {
  private final WorkspaceId workspace;
  private final Claim claim;
  private final IdentityRules rules;
  private final Resolver resolver;
  private final List<Identifier> identifiers;
  private final List<LeftOut> leftOut = new ArrayList<>();

  /** By profile, the identifiers that lead to it, strongest first. */
  private Map<ProfileId, List<Identifier>> found = Map.of();

  IdentifierSelection(Claim claim, IdentityRules rules, Resolver resolver) {
    this.workspace = claim.workspace();
    this.claim = claim;
    this.rules = rules;
    this.resolver = resolver;
    this.identifiers = new ArrayList<>(claim.identifiers());
  }

  /** The profiles found, which will be merged. */
  SortedSet<ProfileId> found() {
    return new TreeSet<>(found.keySet());
  }

  /** The identifiers that count; never empty. */
  List<Identifier> identifiers() {
    return identifiers;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  void run() {
    do {
      separateDevices();
      found = find(identifiers);
    } while (leaveOut());
  }

  private void leave(LeftOut left) {
    identifiers.remove(left.identifier());
    leftOut.add(left);
  }

  private void leave(Collection<Identifier> several, Reason reason) {
    several.forEach(identifier -> leave(new LeftOut(identifier, reason)));
  }

  private Map<ProfileId, List<Identifier>> find(Collection<Identifier> among) {
    Map<ProfileId, List<Identifier>> profiles = new LinkedHashMap<>();
    for (Identifier identifier : among) {
      ProfileId profile = unique(identifier) ? resolver.leadsTo(workspace, identifier) : null;
      if (profile != null) {
        profiles.computeIfAbsent(profile, _ -> new ArrayList<>()).add(identifier);
      }
    }
    return among.stream().anyMatch(this::unique) ? profiles : findShared(among);
  }

  /** A shared value leads to the profile that had it first. */
  private Map<ProfileId, List<Identifier>> findShared(Collection<Identifier> among) {
    for (Identifier identifier : among) {
      ProfileId profile = resolver.leadsTo(workspace, identifier);
      if (profile != null) {
        return Map.of(profile, List.of(identifier));
      }
    }
    return Map.of();
  }

  boolean unique(Identifier identifier) {
    return rules.line(identifier.type()).map(IdentifierType::unique).orElse(true);
  }

  private void separateDevices() {
    List<Identifier> people = new ArrayList<>(identifiers);
    people.removeIf(identifier -> IdentityRules.device(identifier.type()));
    if (people.isEmpty() || people.size() == identifiers.size()) {
      return;
    }
    if (people.stream().noneMatch(this::unique)) {
      return;
    }
    ProfileId person = find(people).keySet().stream().findFirst().orElse(null);
    for (Identifier device : List.copyOf(identifiers)) {
      if (IdentityRules.device(device.type()) && keptSeparate(device, person)) {
        leave(new LeftOut(device, Reason.SOMEONE_ELSES_DEVICE));
      }
    }
  }

  /**
   * Whether the strategy keeps a device from the profile that the claim names with its other
   * identifiers.
   */
  private boolean keptSeparate(Identifier device, @Nullable ProfileId person) {
    ProfileId owner = resolver.leadsTo(workspace, device);
    if (owner != null && owner.equals(person)) {
      return false;
    }
    return switch (rules.strategy()) {
      case MERGE -> false;
      case CONVERSION -> owner != null && !anonymous(resolver.person(workspace, owner));
      case LINK, ISOLATE -> owner != null || !becameOwn(device, person);
    };
  }

  /**
   * Whether a device that led to no profile when the poll read it belonged to this profile when the
   * poll had locked the profile. The device then counts, and the insert of the device finds that
   * the poll was overtaken.
   */
  private boolean becameOwn(Identifier device, @Nullable ProfileId person) {
    return person != null && resolver.person(workspace, person).identifiers().contains(device);
  }

  private static boolean anonymous(Profile profile) {
    return profile.identifiers().stream()
        .allMatch(identifier -> IdentityRules.device(identifier.type()));
  }

  /** Leaves out the first identifiers that the rules do not allow; false if there are none. */
  private boolean leaveOut() {
    JoiningProfiles joining = new JoiningProfiles(claim, rules, resolver.cuts());
    for (Participant next : participants()) {
      Reason reason = joining.obstacle(next);
      if (reason != null) {
        leave(next.named(), reason);
        return true;
      }
      joining.join(next);
    }
    Broken broken = joining.broken(identifiers);
    if (broken != null) {
      leave(new LeftOut(identifiers.getLast(), broken.reason(), broken.limit()));
    }
    return broken != null;
  }

  /** The participants that the identifiers name, in the order of their strongest identifier. */
  private List<Participant> participants() {
    Map<Identifier, Participant> byStrongest = new HashMap<>();
    Set<Identifier> leading = new HashSet<>();
    found.forEach((profile, named) -> {
      Profile person = resolver.person(workspace, profile);
      byStrongest.put(named.getFirst(), new Participant(named, person));
      leading.addAll(named);
    });
    return identifiers.stream()
        .filter(each -> byStrongest.containsKey(each) || !leading.contains(each))
        .map(each -> byStrongest.getOrDefault(each, new Participant(List.of(each), null)))
        .toList();
  }
}
