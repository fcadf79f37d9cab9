package dev.tributary.identity.model;

import dev.tributary.identity.model.History.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The naive answer to who is who under limits: one fact after another, in the order given, with a
 * list of people and a table of limits. Shares no code with the product.
 */
final class RulesReference {
  private final Map<String, Integer> limits;
  private final int cap;
  private final List<Map<String, Instant>> people = new ArrayList<>();

  /**
   * @param limits of values by type, strongest type first; 0 for none
   * @param cap of identifiers
   */
  RulesReference(Map<String, Integer> limits, int cap) {
    this.limits = new LinkedHashMap<>(limits);
    this.cap = cap;
  }

  Set<Set<String>> people() {
    Set<Set<String>> all = new HashSet<>();
    people.forEach(person -> all.add(new TreeSet<>(person.keySet())));
    return all;
  }

  void apply(Fact fact) {
    List<String> ids = sorted(fact);
    while (!fits(ids)) {
      ids.removeLast();
    }
    Map<String, Instant> joined = joined(ids, fact.time());
    people.removeIf(person -> ids.stream().anyMatch(person::containsKey));
    people.add(joined);
  }

  private List<String> sorted(Fact fact) {
    List<String> ids = new ArrayList<>();
    String guess = fact.alias() ? "user_id:" + value(fact.ids().get(2)) : "";
    for (String type : limits.keySet()) {
      new TreeSet<>(fact.ids())
          .stream()
              .filter(id -> id.startsWith(type + ":"))
              .filter(id -> !id.equals(guess) || guess.equals(fact.ids().getFirst()))
              .forEach(ids::add);
    }
    if (fact.alias() && !ids.contains(guess)) {
      ids.add(guess);
    }
    return ids;
  }

  private static String value(String id) {
    return id.substring(id.indexOf(':') + 1);
  }

  private Map<String, Instant> joined(List<String> ids, Instant time) {
    Map<String, Instant> joined = new TreeMap<>();
    for (Map<String, Instant> person : people) {
      if (ids.stream().anyMatch(person::containsKey)) {
        joined.putAll(person);
      }
    }
    ids.forEach(id -> joined.putIfAbsent(id, time));
    return joined;
  }

  private boolean fits(List<String> ids) {
    Map<String, Instant> joined = joined(ids, Instant.MIN);
    Map<String, Instant> strongest = Map.of();
    for (String id : ids) {
      for (Map<String, Instant> person : people) {
        if (strongest.isEmpty() && person.containsKey(id)) {
          strongest = person;
        }
      }
    }
    if (joined.size() > Math.max(cap, strongest.size())) {
      return false;
    }
    for (Map.Entry<String, Integer> limit : limits.entrySet()) {
      long before = count(strongest.keySet(), limit.getKey());
      long after = count(joined.keySet(), limit.getKey());
      if (limit.getValue() > 0 && after > before && after > limit.getValue()) {
        return false;
      }
    }
    return true;
  }

  private static long count(Set<String> ids, String type) {
    return ids.stream().filter(id -> id.startsWith(type + ":")).count();
  }
}
