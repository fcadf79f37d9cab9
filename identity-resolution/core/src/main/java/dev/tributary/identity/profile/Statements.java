package dev.tributary.identity.profile;

import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import dev.tributary.identity.profile.Traits.Statement;
import dev.tributary.identity.profile.Traits.Winner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists the values of one trait, and which of them wins. Confined to one thread. */
final class Statements {
  private final Map<AnchoredOrigin, TraitValue> newest;
  private final Map<AnchoredOrigin, TraitValue> first;
  private final TraitPolicy policy;
  private final @Nullable DeclaredType type;
  private final List<Winner> candidates;
  private final Set<AnchoredOrigin> counting = new HashSet<>();
  private final List<Statement> all = new ArrayList<>();

  /**
   * @param newest the current value from each origin and identifier
   * @param first the first value from each origin and identifier, where it is known
   * @param type the declared type of the trait, or null
   */
  Statements(
      Map<AnchoredOrigin, TraitValue> newest,
      Map<AnchoredOrigin, TraitValue> first,
      TraitPolicy policy,
      @Nullable DeclaredType type) {
    this.newest = Survivorship.inForce(newest, newest);
    this.first = Survivorship.inForce(first, newest);
    this.policy = policy;
    this.type = type;
    this.candidates = Survivorship.candidates(newest);
    candidates.forEach(candidate -> counting.add(candidate.from()));
  }

  List<Statement> list() {
    Winner winner = Survivorship.of(newest, first, policy, type);
    Map<Origin, Stamp> withdrawn = Survivorship.withdrawn(newest);
    Set<Origin> saying = new HashSet<>();
    newest.forEach((from, value) -> {
      if (Survivorship.counts(value, withdrawn.get(from.origin()))) {
        saying.add(from.origin());
        all.add(new Statement(from, value, wins(from, value, winner)));
      }
    });
    newest.forEach((from, value) -> {
      boolean last = value.stamp().equals(withdrawn.get(from.origin()));
      boolean told = !(from.origin() instanceof Origin.WithdrawnCorrection);
      if (value.withdrawn() && last && told && saying.add(from.origin())) {
        all.add(new Statement(from, value, false));
      }
    });
    if (policy.kind() == Kind.FIRST) {
      candidates.forEach(candidate -> addFirst(candidate, winner));
    }
    return all;
  }

  private void addFirst(Winner candidate, @Nullable Winner winner) {
    TraitValue value = first.get(candidate.from());
    if (value != null && !value.stamp().equals(candidate.value().stamp())) {
      all.add(new Statement(candidate.from(), value, wins(candidate.from(), value, winner)));
    }
  }

  private boolean wins(AnchoredOrigin from, TraitValue value, @Nullable Winner winner) {
    if (winner == null) {
      return false;
    }
    boolean joined = policy.kind() == Kind.UNION && !winner.origin().byHand();
    return joined
        ? counting.contains(from)
        : from.equals(winner.from()) && value.stamp().equals(winner.value().stamp());
  }
}
