package dev.tributary.identity.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was said of each trait. Of one origin the newest value counts, and of all origins the newest
 * wins; when its origin withdraws it, the next-best returns. A trait that a person deleted by hand
 * stays away until it is said again later.
 *
 * <p>Each value is kept under the identifier that it was said by, so that what one person learned
 * can be told apart again. Confined to one thread.
 */
public final class Traits {
  private final Map<String, Map<Speaker, TraitValue>> byName = new TreeMap<>();

  /**
   * Who says a value.
   *
   * @param anchor the identifier that named the person
   */
  public record Speaker(Origin origin, Identifier anchor) {}

  /** Who says what of one trait, and which of them wins. */
  public record Winner(Origin origin, TraitValue value) {}

  /**
   * Keeps the newer of what is said now and what was said before.
   *
   * @return whether that is what is said now
   */
  public boolean put(String trait, Speaker speaker, TraitValue value) {
    Map<Speaker, TraitValue> speakers = byName.computeIfAbsent(trait, _ -> new LinkedHashMap<>());
    TraitValue before = speakers.get(speaker);
    if (before != null && !value.stamp().after(before.stamp())) {
      return false;
    }
    speakers.put(speaker, value);
    return true;
  }

  /** Takes back everything that an origin says. */
  void withdraw(Origin origin) {
    remove(speaker -> speaker.origin().equals(origin));
  }

  private void remove(Predicate<Speaker> which) {
    byName.values().forEach(speakers -> speakers.keySet().removeIf(which));
    byName.values().removeIf(Map::isEmpty);
  }

  void putAll(Traits others) {
    others.forEach(
        (trait, speakers) -> speakers.forEach((speaker, value) -> put(trait, speaker, value)));
  }

  /** Gives what was said by these identifiers to somebody else. */
  void moveTo(Traits other, Predicate<Identifier> anchors) {
    forEach((trait, speakers) ->
        speakers.forEach((speaker, value) -> {
          if (anchors.test(speaker.anchor())) {
            other.put(trait, speaker, value);
          }
        }));
    remove(speaker -> anchors.test(speaker.anchor()));
  }

  /** Everything that counts or would count again, by name. */
  public void forEach(BiConsumer<String, Map<Speaker, TraitValue>> each) {
    byName.forEach(each);
  }

  /** What each origin says, by name. */
  public void forEachOrigin(BiConsumer<String, Map<Origin, TraitValue>> each) {
    byName.forEach((trait, speakers) -> each.accept(trait, byOrigin(speakers)));
  }

  private static Map<Origin, TraitValue> byOrigin(Map<Speaker, TraitValue> speakers) {
    Map<Origin, TraitValue> newest = new LinkedHashMap<>();
    speakers.forEach((speaker, value) ->
        newest.merge(
            speaker.origin(),
            value,
            (one, other) -> other.stamp().after(one.stamp()) ? other : one));
    return newest;
  }

  int size() {
    return byName.size();
  }

  /** The winning value of each trait that has one, by name. */
  public Map<String, Winner> winners() {
    Map<String, Winner> winners = new TreeMap<>();
    byName.forEach((trait, speakers) -> {
      Winner winner = winner(speakers);
      if (winner != null) {
        winners.put(trait, winner);
      }
    });
    return winners;
  }

  /** The same, values only. */
  Map<String, JsonNode> values() {
    Map<String, JsonNode> values = new LinkedHashMap<>(byName.size() * 2);
    byName.forEach((trait, speakers) -> {
      Winner winner = winner(speakers);
      if (winner != null) {
        values.put(trait, winner.value().value());
      }
    });
    return values;
  }

  private static @Nullable Winner winner(Map<Speaker, TraitValue> speakers) {
    if (speakers.size() == 1) {
      Map.Entry<Speaker, TraitValue> only = speakers.entrySet().iterator().next();
      return only.getValue().withdrawn()
          ? null
          : new Winner(only.getKey().origin(), only.getValue());
    }
    return winnerOf(byOrigin(speakers));
  }

  private static @Nullable Winner winnerOf(Map<Origin, TraitValue> origins) {
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
