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
 * What was said of each trait. Of one origin the newest value counts, and among those of all
 * origins a {@link TraitPolicy} decides; when its origin withdraws it, the next-best returns. A
 * trait that a person deleted by hand stays away until it is said again later.
 *
 * <p>Each value is kept under the identifier that it was said by, so that what one person learned
 * can be told apart again. Confined to one thread.
 */
public final class Traits {
  private final Map<String, Map<Speaker, TraitValue>> byName = new TreeMap<>();

  /** What each said first, of the traits whose policy asks for that. */
  private final Map<String, Map<Speaker, TraitValue>> firsts = new TreeMap<>();

  /**
   * Who says a value.
   *
   * @param anchor the identifier that named the person
   */
  public record Speaker(Origin origin, Identifier anchor) {}

  /** Who says the value that wins. */
  public record Winner(Speaker speaker, TraitValue value) {
    public Origin origin() {
      return speaker.origin();
    }
  }

  /**
   * One of the values that somebody says of a trait.
   *
   * @param wins whether it is the trait's value, or one of those that it is made of
   */
  public record Statement(Speaker speaker, TraitValue value, boolean wins) {}

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

  /**
   * Keeps the earliest of what is said now and what was said before; that something is withdrawn is
   * no value. Before {@link #put}, which replaces what was said before.
   *
   * @return whether that is what is said now
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

  /** Takes back everything that an origin says. */
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
   * Forgets what wins nowhere, the oldest first, where many say something of one trait. What wins
   * now goes on winning; an identifier that leaves for somebody else has no value of its own there
   * any more.
   *
   * @param most how many that do not win are kept of each trait
   */
  public void forget(TraitPolicies policies, int most) {
    byName.forEach((trait, speakers) -> {
      Map<Speaker, TraitValue> earliest = firsts.computeIfAbsent(trait, _ -> new LinkedHashMap<>());
      Set<Speaker> kept =
          Set.copyOf(new Forgetting(speakers, earliest).kept(policies.of(trait), most));
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

  /** Gives what was said by these identifiers to somebody else. */
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

  /** Everything that counts or would count again, by name. */
  public void forEach(BiConsumer<String, Map<Speaker, TraitValue>> each) {
    byName.forEach(each);
  }

  /** What each said first, where that is kept. */
  public void forEachFirst(BiConsumer<String, Map<Speaker, TraitValue>> each) {
    firsts.forEach(each);
  }

  /**
   * What is said of each trait, by name: what counts and what would count again, what was said
   * first where the policy asks for it, and that an origin has withdrawn what it said. In no order.
   */
  public Map<String, List<Statement>> statements(TraitPolicies policies) {
    Map<String, List<Statement>> statements = new TreeMap<>();
    byName.forEach((trait, speakers) ->
        statements.put(
            trait,
            new Statements(speakers, firsts.getOrDefault(trait, Map.of()), policies.of(trait))
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

  /** The same, values only. */
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

  /** Whether anything was said of it. */
  public boolean has(String trait) {
    return byName.containsKey(trait);
  }

  private @Nullable Winner winner(
      String trait, Map<Speaker, TraitValue> speakers, TraitPolicies policies) {
    return Survivor.of(speakers, firsts.getOrDefault(trait, Map.of()), policies.of(trait));
  }
}
