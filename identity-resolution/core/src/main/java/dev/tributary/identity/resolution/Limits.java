package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Limit;
import dev.tributary.identity.rules.TypeLimit;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the identifiers that a profile would have. A profile that is over a limit already, because
 * the rules became stricter later, keeps its identifiers; it only gets no more.
 */
final class Limits {
  private final IdentityRules rules;
  private final Instant at;
  private final @Nullable Profile winner;

  /** Identifiers that the profile would get and does not have yet, and since when. */
  private final Map<Identifier, Instant> more = new HashMap<>();

  /**
   * Identifiers that the profile and a joining profile both have, and since when the joining
   * profile has them.
   */
  private final Map<Identifier, Instant> shared = new HashMap<>();

  private Limits(IdentityRules rules, Instant at, @Nullable Profile winner) {
    this.rules = rules;
    this.at = at;
    this.winner = winner;
  }

  /** Limits of a new profile. */
  static Limits of(IdentityRules rules, Instant at) {
    return new Limits(rules, at, null);
  }

  /** Limits of an existing profile; nothing is added yet. */
  Limits withWinner(Profile known) {
    return new Limits(rules, at, known);
  }

  void add(Profile joining) {
    joining
        .since()
        .forEach((identifier, since) -> {
          if (has(identifier)) {
            shared.merge(identifier, since, Limits::earlier);
          } else {
            more.merge(identifier, since, Limits::earlier);
          }
        });
  }

  void add(Collection<Identifier> identifiers) {
    identifiers.forEach(identifier -> {
      if (!has(identifier)) {
        more.putIfAbsent(identifier, at);
      }
    });
  }

  private boolean has(Identifier identifier) {
    return winner != null && winner.identifiers().contains(identifier);
  }

  /**
   * The limit that would be broken.
   *
   * @param limit null for a cap on all types together
   */
  record Broken(Reason reason, @Nullable TypeLimit limit) {}

  @Nullable Broken broken() {
    if (more.isEmpty()) {
      return null;
    }
    int had = winner == null ? 0 : winner.identifiers().size();
    if (had + more.size() > rules.maxIdentifiers()) {
      return new Broken(Reason.TOO_MANY_IDENTIFIERS, null);
    }
    Set<String> types = new HashSet<>();
    more.keySet().forEach(identifier -> types.add(identifier.type()));
    return types.stream()
        .map(this::broken)
        .flatMap(Optional::stream)
        .min(Comparator.comparing(this::place).thenComparing(TypeLimit::type))
        .map(limit -> new Broken(Reason.LIMIT, limit))
        .orElse(null);
  }

  private Optional<TypeLimit> broken(String type) {
    Limit limit = rules.line(type).map(IdentifierType::limit).orElse(null);
    if (limit == null) {
      return Optional.empty();
    }
    long added = count(type, limit, more);
    boolean tooMany =
        added > 0
            && added + (winner == null ? 0 : count(type, limit, winner.since())) > limit.values();
    return tooMany
        ? Optional.of(new TypeLimit(type, limit.values(), limit.per()))
        : Optional.empty();
  }

  /** Of several broken limits, the one of the strongest type is reported. */
  private int place(TypeLimit limit) {
    return rules.line(limit.type()).map(rules.types()::indexOf).orElse(rules.types().size());
  }

  private long count(String type, Limit limit, Map<Identifier, Instant> among) {
    return among.entrySet().stream()
        .filter(entry -> entry.getKey().type().equals(type))
        .filter(entry ->
            limit
                .per()
                .counts(
                    earlier(entry.getValue(), shared.getOrDefault(entry.getKey(), Instant.MAX)),
                    at))
        .count();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
