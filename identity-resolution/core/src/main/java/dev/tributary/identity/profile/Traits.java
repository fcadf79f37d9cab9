package dev.tributary.identity.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.TraitValue;
import java.util.Collection;
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
 * one. A user can withdraw the corrections: then the values are those of the sources.
 *
 * <p>Each value is kept under the identifier of its claim, so that an unmerge can divide the
 * values. Confined to one thread.
 */
public final class Traits {
  private final Map<String, Map<AnchoredOrigin, TraitValue>> byName = new TreeMap<>();

  /** The first value from each origin and identifier, for traits whose policy needs it. */
  private final Map<String, Map<AnchoredOrigin, TraitValue>> firsts = new TreeMap<>();

  /**
   * The origin of a value, and the identifier that it was given for.
   *
   * @param anchor the identifier that named the person
   */
  public record AnchoredOrigin(Origin origin, Identifier anchor) {}

  /** The value that wins, and its origin. */
  public record Winner(AnchoredOrigin from, TraitValue value) {
    public Origin origin() {
      return from.origin();
    }
  }

  /**
   * One of the values of a trait.
   *
   * @param wins whether it is the trait's value, or a part of it
   */
  public record Statement(AnchoredOrigin from, TraitValue value, boolean wins) {}

  /**
   * Keeps the newer one of this value and the value before.
   *
   * @return whether this value is the newer one
   */
  public boolean put(String trait, AnchoredOrigin from, TraitValue value) {
    Map<AnchoredOrigin, TraitValue> given =
        byName.computeIfAbsent(trait, _ -> new LinkedHashMap<>());
    TraitValue before = given.get(from);
    if (before != null && !value.stamp().after(before.stamp())) {
      return false;
    }
    given.put(from, value);
    return true;
  }

  /**
   * Keeps the earlier one of this value and the first value so far; a withdrawal is not a value.
   * Call it before {@link #put}, which replaces the value before.
   *
   * @return whether this value is the earliest
   */
  public boolean putFirst(String trait, AnchoredOrigin from, TraitValue value) {
    TraitValue current = byName.getOrDefault(trait, Map.of()).get(from);
    if (current != null) {
      keepFirst(trait, from, current);
    }
    return keepFirst(trait, from, value);
  }

  private boolean keepFirst(String trait, AnchoredOrigin from, TraitValue value) {
    if (value.withdrawn()) {
      return false;
    }
    Map<AnchoredOrigin, TraitValue> given =
        firsts.computeIfAbsent(trait, _ -> new LinkedHashMap<>());
    TraitValue before = given.get(from);
    if (before != null && !before.stamp().after(value.stamp())) {
      return false;
    }
    given.put(from, value);
    return true;
  }

  /** Removes all values of an origin. */
  void withdraw(Origin origin) {
    remove(from -> from.origin().equals(origin));
  }

  /**
   * Removes corrections of identifiers whose right identifier is not among these: then another
   * person has it, or none.
   */
  void dropCorrections(Set<Identifier> identifiers) {
    for (var names : List.of(byName, firsts)) {
      names.forEach((trait, given) ->
          given
              .entrySet()
              .removeIf(each ->
                  each.getKey().origin() instanceof Origin.CorrectedIdentifier
                      && !identifiers.contains(
                          new Identifier(trait, each.getValue().value().asText()))));
      names.values().removeIf(Map::isEmpty);
    }
  }

  private void remove(Predicate<AnchoredOrigin> which) {
    for (var names : List.of(byName, firsts)) {
      names.values().forEach(given -> given.keySet().removeIf(which));
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
    byName.forEach((trait, given) -> {
      Map<AnchoredOrigin, TraitValue> earliest =
          firsts.computeIfAbsent(trait, _ -> new LinkedHashMap<>());
      Set<AnchoredOrigin> kept =
          Set.copyOf(
              new ValueEviction(given, earliest)
                  .kept(policies.of(trait), policies.typeOf(trait), most));
      given.keySet().retainAll(kept);
      earliest.keySet().retainAll(kept);
    });
    firsts.values().removeIf(Map::isEmpty);
  }

  void putAll(Traits others) {
    others.forEach((trait, given) -> given.forEach((from, value) -> put(trait, from, value)));
    others.forEachFirst(
        (trait, given) -> given.forEach((from, value) -> keepFirst(trait, from, value)));
  }

  /** The current values of these traits, in an object of its own, without first values. */
  public Traits only(Set<String> names) {
    Traits copy = new Traits();
    byName.forEach((trait, given) -> {
      if (names.contains(trait)) {
        copy.byName.put(trait, new LinkedHashMap<>(given));
      }
    });
    return copy;
  }

  /**
   * Whether each of these traits has the same values from the same origins as before, at any times.
   * A trait with a withdrawal counts as changed, because the times decide which of its values
   * count.
   *
   * @param before {@link #only} these traits
   */
  public boolean haveSameValues(Set<String> names, Traits before) {
    int found = 0;
    for (Map.Entry<String, Map<AnchoredOrigin, TraitValue>> each : byName.entrySet()) {
      if (names.contains(each.getKey())) {
        found++;
        if (!sameValues(each.getValue(), before.byName.getOrDefault(each.getKey(), Map.of()))) {
          return false;
        }
      }
    }
    return found == before.byName.size();
  }

  private static boolean sameValues(
      Map<AnchoredOrigin, TraitValue> given, Map<AnchoredOrigin, TraitValue> before) {
    if (given.size() != before.size()) {
      return false;
    }
    for (Map.Entry<AnchoredOrigin, TraitValue> each : given.entrySet()) {
      TraitValue earlier = before.get(each.getKey());
      if (earlier == null
          || earlier.withdrawn()
          || !each.getValue().value().equals(earlier.value())) {
        return false;
      }
    }
    return true;
  }

  /** Moves the values that were given for these identifiers to another person. */
  void moveTo(Traits other, Predicate<Identifier> anchors) {
    forEach((trait, given) ->
        given.forEach((from, value) -> {
          if (anchors.test(from.anchor())) {
            other.put(trait, from, value);
          }
        }));
    forEachFirst((trait, given) ->
        given.forEach((from, value) -> {
          if (anchors.test(from.anchor())) {
            other.keepFirst(trait, from, value);
          }
        }));
    remove(from -> anchors.test(from.anchor()));
  }

  /**
   * All current values of each trait, by name: those that count, and those that could count again.
   */
  public void forEach(BiConsumer<String, Map<AnchoredOrigin, TraitValue>> each) {
    byName.forEach(each);
  }

  /**
   * The current values of a trait, whichever of them wins; none if the trait has no value.
   * Withdrawn corrections are left out.
   */
  public Collection<TraitValue> given(String trait, TraitPolicies policies) {
    Map<AnchoredOrigin, TraitValue> given = byName.get(trait);
    return given == null || winner(trait, given, policies) == null
        ? List.of()
        : Survivorship.inForce(given, given).values();
  }

  /** The first values of each trait, where they are kept. */
  public void forEachFirst(BiConsumer<String, Map<AnchoredOrigin, TraitValue>> each) {
    firsts.forEach(each);
  }

  /**
   * The statements about each trait, by name: values that count and that could count again, first
   * values where the policy needs them, and withdrawals of origins. In no order. A withdrawn
   * correction is none, so a trait with nothing else is left out.
   */
  public Map<String, List<Statement>> statements(TraitPolicies policies) {
    Map<String, List<Statement>> statements = new TreeMap<>();
    byName.forEach((trait, given) ->
        statements.put(
            trait,
            new Statements(
                    given,
                    firsts.getOrDefault(trait, Map.of()),
                    policies.of(trait),
                    policies.typeOf(trait))
                .list()));
    statements.values().removeIf(List::isEmpty);
    return statements;
  }

  int size() {
    return byName.size();
  }

  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The winning value of each trait that has one, by name. */
  public Map<String, Winner> winners(TraitPolicies policies) {
    Map<String, Winner> winners = new TreeMap<>();
    byName.forEach((trait, given) -> {
      Winner winner = winner(trait, given, policies);
      if (winner != null) {
        winners.put(trait, winner);
      }
    });
    return winners;
  }

  /** Like {@link #winners}, values only. */
  public Map<String, JsonNode> values(TraitPolicies policies) {
    Map<String, JsonNode> values = new LinkedHashMap<>(byName.size() * 2);
    byName.forEach((trait, given) -> {
      Winner winner = winner(trait, given, policies);
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
      String trait, Map<AnchoredOrigin, TraitValue> given, TraitPolicies policies) {
    return Survivorship.of(
        given, firsts.getOrDefault(trait, Map.of()), policies.of(trait), policies.typeOf(trait));
  }
}
