package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Limit;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one person would have. Who is over a limit already, because the rules were stricter
 * later, stays as they are; they only may not get more.
 */
final class Limits {
  private final IdentityRules rules;
  private final Instant at;
  private final @Nullable Profile winner;

  /** What the person gets that they do not have, and since when. */
  private final Map<Identifier, Instant> more = new HashMap<>();

  private Limits(IdentityRules rules, Instant at, @Nullable Profile winner) {
    this.rules = rules;
    this.at = at;
    this.winner = winner;
  }

  /** Of somebody new. */
  static Limits of(IdentityRules rules, Instant at) {
    return new Limits(rules, at, null);
  }

  static Limits of(IdentityRules rules, Instant at, Profile winner) {
    return new Limits(rules, at, winner);
  }

  void add(Profile joining) {
    joining.since().forEach(this::add);
  }

  void add(Collection<Identifier> identifiers) {
    identifiers.forEach(identifier -> add(identifier, at));
  }

  private void add(Identifier identifier, Instant since) {
    if (winner == null || !winner.identifiers().contains(identifier)) {
      more.putIfAbsent(identifier, since);
    }
  }

  @Nullable Reason broken() {
    if (more.isEmpty()) {
      return null;
    }
    int had = winner == null ? 0 : winner.identifiers().size();
    if (had + more.size() > rules.maxIdentifiers()) {
      return Reason.TOO_MANY_IDENTIFIERS;
    }
    Set<String> types = new HashSet<>();
    more.keySet().forEach(identifier -> types.add(identifier.type()));
    return types.stream().anyMatch(this::broken) ? Reason.LIMIT : null;
  }

  private boolean broken(String type) {
    Limit limit = rules.line(type).map(IdentifierType::limit).orElse(null);
    if (limit == null) {
      return false;
    }
    long added = count(type, limit, more);
    return added > 0
        && added + (winner == null ? 0 : count(type, limit, winner.since())) > limit.values();
  }

  private long count(String type, Limit limit, Map<Identifier, Instant> among) {
    return among.entrySet().stream()
        .filter(
            entry -> entry.getKey().type().equals(type) && limit.per().counts(entry.getValue(), at))
        .count();
  }
}
