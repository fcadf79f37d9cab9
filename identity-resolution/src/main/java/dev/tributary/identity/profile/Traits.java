package dev.tributary.identity.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What each origin says of each trait. The newest value wins; when its origin withdraws it, the
 * next-best returns. A trait that a person deleted by hand stays away until it is said again later.
 *
 * <p>Confined to one thread.
 */
public final class Traits {
  private final Map<String, Map<Origin, TraitValue>> byName = new TreeMap<>();

  /**
   * Keeps the newer of what the origin says now and what it said before.
   *
   * @return whether that is what it says now
   */
  public boolean put(String trait, Origin origin, TraitValue value) {
    Map<Origin, TraitValue> origins = byName.computeIfAbsent(trait, _ -> new LinkedHashMap<>());
    TraitValue before = origins.get(origin);
    if (before != null && !value.stamp().after(before.stamp())) {
      return false;
    }
    origins.put(origin, value);
    return true;
  }

  /** Takes back everything that an origin says. */
  void withdraw(Origin origin) {
    byName.values().forEach(origins -> origins.remove(origin));
    byName.values().removeIf(Map::isEmpty);
  }

  void putAll(Traits others) {
    others.forEach(
        (trait, origins) -> origins.forEach((origin, value) -> put(trait, origin, value)));
  }

  public void forEach(BiConsumer<String, Map<Origin, TraitValue>> each) {
    byName.forEach(each);
  }

  int size() {
    return byName.size();
  }

  /** Who says what of one trait, and which of them wins. */
  public record Winner(Origin origin, TraitValue value) {}

  /** The winning value of each trait that has one, by name. */
  public Map<String, Winner> winners() {
    Map<String, Winner> winners = new TreeMap<>();
    byName.forEach((trait, origins) -> {
      Winner winner = winner(origins);
      if (winner != null) {
        winners.put(trait, winner);
      }
    });
    return winners;
  }

  /** The same, values only. */
  Map<String, JsonNode> values() {
    Map<String, JsonNode> values = new LinkedHashMap<>(byName.size() * 2);
    byName.forEach((trait, origins) -> {
      Winner winner = winner(origins);
      if (winner != null) {
        values.put(trait, winner.value().value());
      }
    });
    return values;
  }

  private static @Nullable Winner winner(Map<Origin, TraitValue> origins) {
    TraitValue manual = origins.get(Origin.MANUAL);
    Stamp deleted = manual != null && manual.withdrawn() ? manual.stamp() : null;
    Winner best = null;
    for (Map.Entry<Origin, TraitValue> entry : origins.entrySet()) {
      TraitValue value = entry.getValue();
      boolean counts = !value.withdrawn() && (deleted == null || value.stamp().after(deleted));
      if (counts && (best == null || beats(entry.getKey(), value, best))) {
        best = new Winner(entry.getKey(), value);
      }
    }
    return best;
  }

  /** Two rows of one run may say different things at the same time: their keys decide. */
  private static boolean beats(Origin origin, TraitValue value, Winner best) {
    int byStamp = value.stamp().compareTo(best.value().stamp());
    return byStamp != 0 ? byStamp > 0 : origin.text().compareTo(best.origin().text()) > 0;
  }
}
