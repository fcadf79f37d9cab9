package dev.tributary.identity.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.TraitValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values of each trait. Of one origin the newest value counts, and a {@link TraitPolicy}
 * decides between the values of all origins. When an origin withdraws its value, the next-best one
 * counts again. A trait that a user has deleted by hand has no value until an input has a later
 * one.
 *
 * <p>Each value is kept under the identifier of its claim, so that an unmerge can divide the
 * values. Confined to one thread.
 */
public final class Traits {
  private final Map<String, Map<Speaker, TraitValue>> byName = new TreeMap<>();

  /** The first value of each speaker, for traits whose policy needs it. */
  private final Map<String, Map<Speaker, TraitValue>> firsts = new TreeMap<>();

  /**
   * The origin of a value, and the identifier that it was given for.
   *
   * @param anchor the identifier that named the person
   */
  public record Speaker(Origin origin, Identifier anchor) {}

  /** The value that wins, and its speaker. */
  public record Winner(Speaker speaker, TraitValue value) {
    public Origin origin() {
      return speaker.origin();
    }
  }

  /**
   * One of the values of a trait.
   *
   * @param wins whether it is the trait's value, or a part of it
   */
  public record Statement(Speaker speaker, TraitValue value, boolean wins) {}

  /**
   * Keeps the newer one of this value and the value before.
   *
   * @return whether this value is the newer one
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

  /**
   * Keeps the earlier one of this value and the first value so far; a withdrawal is not a value.
   * Call it before {@link #put}, which replaces the value before.
   *
   * @return whether this value is the earliest
   */
  public boolean putFirst(String trait, Speaker speaker, TraitValue value) {
    TraitValue current = byName.getOrDefault(trait, Map.of()).get(speaker);
    if (current != null) {
      keepFirst(trait, speaker, current);
    }
    return keepFirst(trait, speaker, value);
  }

  private boolean keepFirst(String trait, Speaker speaker, TraitValue value) {
    if (value.withdrawn()) {
      return false;
    }
    Map<Speaker, TraitValue> speakers = firsts.computeIfAbsent(trait, _ -> new LinkedHashMap<>());
    TraitValue before = speakers.get(speaker);
    if (before != null && !before.stamp().after(value.stamp())) {
      return false;
    }
    speakers.put(speaker, value);
    return true;
  }

  /** Removes all values of an origin. */
  void withdraw(Origin origin) {
    remove(speaker -> speaker.origin().equals(origin));
  }

  private void remove(Predicate<Speaker> which) {
    for (var names : List.of(byName, firsts)) {
      names.values().forEach(speakers -> speakers.keySet().removeIf(which));
      names.values().removeIf(Map::isEmpty);
    }
  }

  /**
   * Forgets values that do not win, the oldest first, where a trait has many values. The values
   * that win now still win. But after an unmerge, an identifier may have no value of its own any
   * more.
   *
   * @param most how many values that do not win are kept for each trait
   */
  public void forget(TraitPolicies policies, int most) {
    byName.forEach((trait, speakers) -> {
      Map<Speaker, TraitValue> earliest = firsts.computeIfAbsent(trait, _ -> new LinkedHashMap<>());
      Set<Speaker> kept =
          Set.copyOf(
              new ValueEviction(speakers, earliest)
                  .kept(policies.of(trait), policies.typeOf(trait), most));
      speakers.keySet().retainAll(kept);
      earliest.keySet().retainAll(kept);
    });
    firsts.values().removeIf(Map::isEmpty);
  }

  void putAll(Traits others) {
    others.forEach(
        (trait, speakers) -> speakers.forEach((speaker, value) -> put(trait, speaker, value)));
    others.forEachFirst((trait, speakers) ->
        speakers.forEach((speaker, value) -> keepFirst(trait, speaker, value)));
  }

  /** Moves the values that were given for these identifiers to another person. */
  void moveTo(Traits other, Predicate<Identifier> anchors) {
    forEach((trait, speakers) ->
        speakers.forEach((speaker, value) -> {
          if (anchors.test(speaker.anchor())) {
            other.put(trait, speaker, value);
          }
        }));
    forEachFirst((trait, speakers) ->
        speakers.forEach((speaker, value) -> {
          if (anchors.test(speaker.anchor())) {
            other.keepFirst(trait, speaker, value);
          }
        }));
    remove(speaker -> anchors.test(speaker.anchor()));
  }

  /**
   * All current values of each trait, by name: those that count, and those that could count again.
   */
  public void forEach(BiConsumer<String, Map<Speaker, TraitValue>> each) {
    byName.forEach(each);
  }

  /** The first values of each trait, where they are kept. */
  public void forEachFirst(BiConsumer<String, Map<Speaker, TraitValue>> each) {
    firsts.forEach(each);
  }

  /**
   * The statements about each trait, by name: values that count and that could count again, first
   * values where the policy needs them, and withdrawals of origins. In no order.
   */
  public Map<String, List<Statement>> statements(TraitPolicies policies) {
    Map<String, List<Statement>> statements = new TreeMap<>();
    byName.forEach((trait, speakers) ->
        statements.put(
            trait,
            new Statements(
                    speakers,
                    firsts.getOrDefault(trait, Map.of()),
                    policies.of(trait),
                    policies.typeOf(trait))
                .list()));
    return statements;
  }

  int size() {
    return byName.size();
  }

  /** The winning value of each trait that has one, by name. */
  public Map<String, Winner> winners(TraitPolicies policies) {
    Map<String, Winner> winners = new TreeMap<>();
    byName.forEach((trait, speakers) -> {
      Winner winner = winner(trait, speakers, policies);
      if (winner != null) {
        winners.put(trait, winner);
      }
    });
    return winners;
  }

  /** Like {@link #winners}, values only. */
  public Map<String, JsonNode> values(TraitPolicies policies) {
    Map<String, JsonNode> values = new LinkedHashMap<>(byName.size() * 2);
    byName.forEach((trait, speakers) -> {
      Winner winner = winner(trait, speakers, policies);
      if (winner != null) {
        values.put(trait, winner.value().value());
      }
    });
    return values;
  }

  /** Whether there is any statement about the trait. */
  public boolean has(String trait) {
    return byName.containsKey(trait);
  }

  private @Nullable Winner winner(
      String trait, Map<Speaker, TraitValue> speakers, TraitPolicies policies) {
    return Survivorship.of(
        speakers, firsts.getOrDefault(trait, Map.of()), policies.of(trait), policies.typeOf(trait));
  }
}
