package dev.tributary.identity.profile;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Traits.Speaker;
import dev.tributary.identity.profile.Traits.Winner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which of many values of one trait may go without another value winning: what would count
 * only once something else is taken back.
 */
final class Forgetting {
  private final Map<Speaker, TraitValue> newest;
  private final Map<Speaker, TraitValue> first;

  /**
   * @param newest what each says now
   * @param first what each said first, where that is known
   */
  Forgetting(Map<Speaker, TraitValue> newest, Map<Speaker, TraitValue> first) {
    this.newest = newest;
    this.first = first;
  }

  /**
   * @param most how many are kept that neither win nor say that something is withdrawn
   */
  Set<Speaker> kept(TraitPolicy policy, int most) {
    // A majority is of all of them.
    if (newest.size() <= most || policy.kind() == TraitPolicy.Kind.MOST_FREQUENT) {
      return newest.keySet();
    }
    Winner winner = Survivor.of(newest, first, policy);
    Set<Speaker> kept = new HashSet<>();
    Set<Origin> withdrawn = new HashSet<>();
    Set<JsonNode> said = new HashSet<>();
    int losers = 0;
    for (Entry<Speaker, TraitValue> each : newestFirst()) {
      Speaker speaker = each.getKey();
      TraitValue value = each.getValue();
      boolean counts =
          value.withdrawn()
              ? withdrawn.add(speaker.origin())
              : wins(speaker, winner)
                  || (policy.kind() == TraitPolicy.Kind.UNION && said.add(value.value()))
                  || losers++ < most;
      if (counts) {
        kept.add(speaker);
      }
    }
    return kept;
  }

  private List<Entry<Speaker, TraitValue>> newestFirst() {
    return newest.entrySet().stream()
        .sorted(
            comparing((Entry<Speaker, TraitValue> each) -> each.getValue().stamp(), reverseOrder()))
        .toList();
  }

  private boolean wins(Speaker speaker, @Nullable Winner winner) {
    return winner != null
        && speaker.equals(winner.speaker())
        && (at(winner, newest.get(speaker)) || at(winner, first.get(speaker)));
  }

  private static boolean at(Winner winner, @Nullable TraitValue value) {
    return value != null && value.stamp().equals(winner.value().stamp());
  }
}
