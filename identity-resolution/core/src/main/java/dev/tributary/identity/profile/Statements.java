package dev.tributary.identity.profile;

import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import dev.tributary.identity.profile.Traits.Speaker;
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
  private final Map<Speaker, TraitValue> newest;
  private final Map<Speaker, TraitValue> first;
  private final TraitPolicy policy;
  private final @Nullable DeclaredType type;
  private final List<Winner> candidates;
  private final Set<Speaker> counting = new HashSet<>();
  private final List<Statement> all = new ArrayList<>();

  /**
   * @param newest the current value of each speaker
   * @param first the first value of each speaker, where it is known
   * @param type the declared type of the trait, or null
   */
  Statements(
      Map<Speaker, TraitValue> newest,
      Map<Speaker, TraitValue> first,
      TraitPolicy policy,
      @Nullable DeclaredType type) {
    this.newest = newest;
    this.first = first;
    this.policy = policy;
    this.type = type;
    this.candidates = Survivorship.candidates(newest);
    candidates.forEach(candidate -> counting.add(candidate.speaker()));
  }

  List<Statement> list() {
    Winner winner = Survivorship.of(newest, first, policy, type);
    Map<Origin, Stamp> withdrawn = Survivorship.withdrawn(newest);
    Set<Origin> saying = new HashSet<>();
    newest.forEach((speaker, value) -> {
      if (Survivorship.counts(value, withdrawn.get(speaker.origin()))) {
        saying.add(speaker.origin());
        all.add(new Statement(speaker, value, wins(speaker, value, winner)));
      }
    });
    newest.forEach((speaker, value) -> {
      boolean last = value.stamp().equals(withdrawn.get(speaker.origin()));
      if (value.withdrawn() && last && saying.add(speaker.origin())) {
        all.add(new Statement(speaker, value, false));
      }
    });
    if (policy.kind() == Kind.FIRST) {
      candidates.forEach(candidate -> addFirst(candidate, winner));
    }
    return all;
  }

  private void addFirst(Winner candidate, @Nullable Winner winner) {
    TraitValue value = first.get(candidate.speaker());
    if (value != null && !value.stamp().equals(candidate.value().stamp())) {
      all.add(new Statement(candidate.speaker(), value, wins(candidate.speaker(), value, winner)));
    }
  }

  private boolean wins(Speaker speaker, TraitValue value, @Nullable Winner winner) {
    if (winner == null) {
      return false;
    }
    boolean joined = policy.kind() == Kind.UNION && !(winner.origin() instanceof Origin.Manual);
    return joined
        ? counting.contains(speaker)
        : speaker.equals(winner.speaker()) && value.stamp().equals(winner.value().stamp());
  }
}
