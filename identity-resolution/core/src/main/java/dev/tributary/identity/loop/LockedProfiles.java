package dev.tributary.identity.loop;

import dev.tributary.contracts.event.QuarantineReason;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.ProfileCodec;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.resolution.Resolution;
import dev.tributary.identity.resolution.Resolver;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.IdentifierStore.Move;
import dev.tributary.identity.store.ProfileStore;
import dev.tributary.identity.store.ProfileStore.Locked;
import dev.tributary.identity.store.ProfileStore.Merger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The profiles that one poll changes, locked. Confined to one attempt. */
final class LockedProfiles {
  static final int MAX_BYTES = 256 * 1024;
  static final int MAX_TRAITS = 1_000;
  private static final int MOST_LOSERS = 16;
  private static final int ROOM = MAX_BYTES / 4;
  private final Map<ProfileRef, Profile> alive = new HashMap<>();
  private final Map<ProfileRef, Integer> bytes = new HashMap<>();
  private final SortedMap<ProfileRef, Profile> changed = new TreeMap<>();
  private final List<Move> moved = new ArrayList<>();
  private final List<Merger> mergers = new ArrayList<>();
  private final ActiveRules rules;
  private final Merges merges;

  LockedProfiles(Map<ProfileRef, Locked> locked, ActiveRules rules) {
    this.rules = rules;
    this.merges = new Merges(rules);
    locked.forEach((key, each) -> {
      alive.put(key, each.profile());
      bytes.put(key, each.bytes());
    });
  }

  /**
   * Applies a claim to its profile.
   *
   * @param claimBytes about how many bytes it adds
   * @return the profiles that were merged into it
   * @throws LateRefusal if the profile would exceed its limits
   */
  List<Absorbed> apply(String inputId, Claim claim, Resolution resolution, int claimBytes)
      throws LateRefusal {
    Profile profile = profileOf(claim, resolution);
    List<Absorbed> absorbed = join(profile, claim, resolution);
    if (applyTo(profile, claim)) {
      bound(inputId, profile, claim, claimBytes);
    }
    return absorbed;
  }

  /**
   * Applies a claim of a replay seed. The profile held these data before, so the size limits do not
   * apply, as in a merge.
   */
  void recall(Claim claim, Resolution resolution) {
    Profile profile = profileOf(claim, resolution);
    join(profile, claim, resolution);
    applyTo(profile, claim);
  }

  private Profile profileOf(Claim claim, Resolution resolution) {
    return resolution instanceof Resolution.Create created
        ? create(claim.workspace(), created.profile())
        : require(claim.workspace(), resolution.profile());
  }

  private List<Absorbed> join(Profile profile, Claim claim, Resolution resolution) {
    List<Absorbed> absorbed = new ArrayList<>();
    if (resolution instanceof Resolution.Merge merge) {
      for (ProfileId loser : merge.losers()) {
        absorbed.add(absorb(profile, loser, claim));
      }
    }
    return absorbed;
  }

  private boolean applyTo(Profile profile, Claim claim) {
    boolean applied = profile.apply(claim, rules.policiesOf(claim.workspace()));
    if (applied) {
      changed.put(new ProfileRef(claim.workspace(), profile.id()), profile);
    }
    return applied;
  }

  void withdraw(Profile profile, Origin.Row row) {
    profile.withdraw(row);
    changed.put(new ProfileRef(profile.workspace(), profile.id()), profile);
  }

  private Profile create(WorkspaceId workspace, ProfileId id) {
    Profile created = new Profile(workspace, id);
    alive.put(new ProfileRef(workspace, id), created);
    return created;
  }

  Profile require(WorkspaceId workspace, ProfileId id) {
    return require(new ProfileRef(workspace, id));
  }

  Profile require(ProfileRef key) {
    Profile found = alive.get(key);
    if (found == null) {
      throw new IllegalStateException("The profile " + key.profile() + " is not locked");
    }
    return found;
  }

  private Absorbed absorb(Profile survivor, ProfileId loserId, Claim claim) {
    ProfileRef key = new ProfileRef(claim.workspace(), loserId);
    Profile loser = require(claim.workspace(), loserId);
    alive.remove(key);
    changed.remove(key);
    merges.add(survivor, loser, claim);
    survivor.absorb(loser);
    bytes.merge(
        new ProfileRef(claim.workspace(), survivor.id()), bytes.getOrDefault(key, 0), Integer::sum);
    long last = loser.version() + 1;
    mergers.add(new Merger(key, survivor.id(), last, claim.stamp()));
    loser
        .identifiers()
        .forEach(identifier ->
            moved.add(
                new Move(
                    new WorkspaceIdentifier(claim.workspace(), identifier),
                    loserId,
                    survivor.id())));
    return new Absorbed(loserId, last);
  }

  /**
   * Checks a cheap upper bound first; the document is written only if the bound exceeds the limit.
   */
  private void bound(String inputId, Profile profile, Claim claim, int claimBytes)
      throws LateRefusal {
    ProfileRef key = new ProfileRef(profile.workspace(), profile.id());
    int upper = bytes.merge(key, claimBytes, Integer::sum);
    if (claim.traits().isEmpty()) {
      return;
    }
    boolean tooMany = profile.traitCount() > MAX_TRAITS;
    if (!tooMany && upper > MAX_BYTES) {
      upper = written(profile);
      bytes.put(key, upper);
    }
    if (tooMany || upper > MAX_BYTES) {
      throw new LateRefusal(
          inputId,
          Refusal.of(
              QuarantineReason.PROFILE_TOO_LARGE,
              "A profile holds at most %d traits and %d bytes".formatted(MAX_TRAITS, MAX_BYTES)));
    }
  }

  /**
   * The size of the document, in bytes. If it is too large, values of traits that lost against
   * other identifiers' values are removed, enough that the limit is not reached again soon.
   */
  private int written(Profile profile) {
    int size = ProfileCodec.write(profile).length;
    if (size > MAX_BYTES) {
      TraitPolicies policies = rules.policiesOf(profile.workspace());
      for (int most = MOST_LOSERS; size > MAX_BYTES - ROOM && most > 0; most /= 2) {
        profile.traits().forget(policies, most);
        size = ProfileCodec.write(profile).length;
      }
    }
    return size;
  }

  void save(ProfileStore profiles, Resolver resolver) {
    List<Merger> settled = new ArrayList<>();
    for (Merger merger : mergers) {
      ProfileId survivor = resolver.current(merger.loser().workspace(), merger.survivor());
      settled.add(new Merger(merger.loser(), survivor, merger.version(), merger.stamp()));
    }
    profiles.merge(settled);
    profiles.save(changed.values());
  }

  Merges merges() {
    return merges;
  }

  /** The final profile of each identifier that a merge of this poll has moved. */
  List<Move> moved(Resolver resolver) {
    return moved.stream()
        .map(move ->
            new Move(
                move.named(), move.from(), resolver.current(move.named().workspace(), move.to())))
        .toList();
  }
}
