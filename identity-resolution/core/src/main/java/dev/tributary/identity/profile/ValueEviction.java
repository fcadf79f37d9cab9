package dev.tributary.identity.profile;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import dev.tributary.identity.profile.Traits.Winner;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of many values of one trait can be forgotten without a change of the value that
 * wins: values that would count only after another value is withdrawn.
 */
final class ValueEviction {
  private final Map<AnchoredOrigin, TraitValue> newest;
  private final Map<AnchoredOrigin, TraitValue> first;

  /**
   * @param newest the current value from each origin and identifier
   * @param first the first value from each origin and identifier, where it is known
   */
  ValueEviction(Map<AnchoredOrigin, TraitValue> newest, Map<AnchoredOrigin, TraitValue> first) {
    this.newest = newest;
    this.first = first;
  }

  /**
   * @param type the declared type of the trait, or null
   * @param most how many are kept that neither win, nor correct an identifier, nor are withdrawals
   */
  Set<AnchoredOrigin> kept(TraitPolicy policy, @Nullable DeclaredType type, int most) {
    // The most frequent value depends on all values.
    if (newest.size() <= most || policy.kind() == TraitPolicy.Kind.MOST_FREQUENT) {
      return newest.keySet();
    }
    Winner winner = Survivorship.of(newest, first, policy, type);
    Set<AnchoredOrigin> inForce = Survivorship.inForce(newest, newest).keySet();
    Set<AnchoredOrigin> kept = new HashSet<>();
    Set<Origin> withdrawn = new HashSet<>();
    Set<AnchoredOrigin> joined = joined(policy);
    Set<JsonNode> values = new HashSet<>();
    int losers = 0;
    for (Entry<AnchoredOrigin, TraitValue> each : newestFirst()) {
      AnchoredOrigin from = each.getKey();
      TraitValue value = each.getValue();
      boolean counts =
          value.withdrawn()
              ? from.origin() instanceof Origin.WithdrawnCorrection || withdrawn.add(from.origin())
              : wins(from, winner)
                  || (from.origin() instanceof Origin.CorrectedIdentifier && inForce.contains(from))
                  || (joined.contains(from) && values.add(value.value()))
                  || losers++ < most;
      if (counts) {
        kept.add(from);
      }
    }
    return kept;
  }

  /**
   * The values of which a union is made: an equal value that does not count replaces none of them.
   */
  private Set<AnchoredOrigin> joined(TraitPolicy policy) {
    return policy.kind() == TraitPolicy.Kind.UNION
        ? Survivorship.candidates(newest).stream().map(Winner::from).collect(toSet())
        : Set.of();
  }

  private List<Entry<AnchoredOrigin, TraitValue>> newestFirst() {
    return newest.entrySet().stream()
        .sorted(
            comparing(
                (Entry<AnchoredOrigin, TraitValue> each) -> each.getValue().stamp(),
                reverseOrder()))
        .toList();
  }

  private boolean wins(AnchoredOrigin from, @Nullable Winner winner) {
    return winner != null
        && from.equals(winner.from())
        && (at(winner, newest.get(from)) || at(winner, first.get(from)));
  }

  private static boolean at(Winner winner, @Nullable TraitValue value) {
    return value != null && value.stamp().equals(winner.value().stamp());
  }
}
