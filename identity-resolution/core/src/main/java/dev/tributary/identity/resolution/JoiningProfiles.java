package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.Limits.Broken;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The profiles and new identifiers that one claim brings together, the strongest first. It has the
 * rule: whether the next one may join those before it, and whether the joined profile keeps the
 * limits.
 */
final class JoiningProfiles {
  private final WorkspaceId workspace;
  private final IdentityRules rules;
  private final Cuts cuts;
  private final Set<Identifier> together = new HashSet<>();
  private Limits limits;

  /**
   * The first participant that has a profile; the others join it. After a merge, the profile with
   * the smallest id survives, which can be another one ({@link Resolution.Merge}).
   */
  private @Nullable Participant winner;

  private int merges;

  JoiningProfiles(Claim claim, IdentityRules rules, Cuts cuts) {
    this.workspace = claim.workspace();
    this.rules = rules;
    this.cuts = cuts;
    this.limits = Limits.of(rules, claim.stamp().time());
  }

  /** Why a participant may not join those before it; null if it may. */
  @Nullable Reason obstacle(Participant next) {
    Profile person = next.person();
    if (person != null && winner != null && !mayMerge(winner, next)) {
      return Reason.MAY_NOT_MERGE;
    }
    if (cuts.between(workspace, together, next.identifiers())) {
      return Reason.KEPT_APART;
    }
    return person != null && winner != null && merges + person.merges() + 1 > rules.maxMerges()
        ? Reason.TOO_MANY_MERGES
        : null;
  }

  void join(Participant next) {
    Profile person = next.person();
    if (person != null && winner == null) {
      winner = next;
      merges = person.merges();
      limits = limits.withWinner(person);
    } else if (person != null) {
      merges += person.merges() + 1;
      limits.add(person);
    }
    together.addAll(next.identifiers());
  }

  /**
   * @param named the identifiers that the joined profile gets
   * @return the limit that the joined profile would break; null for none
   */
  @Nullable Broken broken(Collection<Identifier> named) {
    limits.add(named);
    return limits.broken();
  }

  private boolean mayMerge(Participant one, Participant other) {
    return one.named().stream().anyMatch(this::merges)
        && other.named().stream().anyMatch(this::merges);
  }

  private boolean merges(Identifier identifier) {
    return rules.line(identifier.type()).map(IdentifierType::merges).orElse(true);
  }
}
