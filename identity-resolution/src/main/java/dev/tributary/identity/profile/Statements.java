package dev.tributary.identity.profile;

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

/** Tells what is said of one trait, and which of it wins. Confined to one thread. */
final class Statements {
  private final Map<Speaker, TraitValue> newest;
  private final Map<Speaker, TraitValue> first;
  private final TraitPolicy policy;
  private final List<Winner> candidates;
  private final Set<Speaker> counting = new HashSet<>();
  private final List<Statement> all = new ArrayList<>();

  /**
   * @param newest what each says now
   * @param first what each said first, where that is known
   */
  Statements(Map<Speaker, TraitValue> newest, Map<Speaker, TraitValue> first, TraitPolicy policy) {
    this.newest = newest;
    this.first = first;
    this.policy = policy;
    this.candidates = Survivor.candidates(newest);
    candidates.forEach(said -> counting.add(said.speaker()));
  }

  List<Statement> list() {
    Winner winner = Survivor.of(newest, first, policy);
    Map<Origin, Stamp> withdrawn = Survivor.withdrawn(newest);
    Set<Origin> saying = new HashSet<>();
    newest.forEach((speaker, value) -> {
      if (Survivor.counts(value, withdrawn.get(speaker.origin()))) {
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
      candidates.forEach(said -> saidFirst(said, winner));
    }
    return all;
  }

  private void saidFirst(Winner said, @Nullable Winner winner) {
    TraitValue value = first.get(said.speaker());
    if (value != null && !value.stamp().equals(said.value().stamp())) {
      all.add(new Statement(said.speaker(), value, wins(said.speaker(), value, winner)));
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
