package dev.tributary.identity.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.kafka.History.Fact;
import dev.tributary.identity.kafka.History.RowFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The naive answer to who is who: everything is sorted by its own time and replayed, with sets that
 * are joined by hand. Shares no code with the product.
 */
final class Reference {
  private static final Comparator<Fact> BY_TIME =
      Comparator.comparing(Fact::time).thenComparing(Fact::event);

  /** One person. */
  record Person(
      Set<String> ids, Map<String, JsonNode> traits, Map<String, String> consent, String group) {}

  private static final class Group {
    final Set<String> ids = new TreeSet<>();
    final Map<String, Boolean> consent = new TreeMap<>();
  }

  private Reference() {}

  static Set<Person> of(History history) {
    return of(history.facts(), history.rows());
  }

  static Set<Person> of(List<Fact> facts, Map<Integer, RowFact> rows) {
    List<Fact> sorted = new ArrayList<>(facts);
    sorted.sort(BY_TIME);
    List<Group> groups = new ArrayList<>();
    for (Fact fact : sorted) {
      Group joined = join(groups, fact);
      joined.consent.putAll(fact.consent());
    }
    Set<Person> people = new HashSet<>();
    for (Group group : groups) {
      people.add(person(group, sorted, rows));
    }
    return people;
  }

  private static Group join(List<Group> groups, Fact fact) {
    Group joined = new Group();
    joined.ids.addAll(fact.ids());
    for (Group group : List.copyOf(groups)) {
      if (group.ids.stream().anyMatch(fact.ids()::contains)) {
        groups.remove(group);
        joined.ids.addAll(group.ids);
        // Denied is the stricter of the two.
        group.consent.forEach(
            (purpose, allowed) -> joined.consent.merge(purpose, allowed, Boolean::logicalAnd));
      }
    }
    groups.add(joined);
    return joined;
  }

  private static Person person(Group group, List<Fact> sorted, Map<Integer, RowFact> rows) {
    List<Fact> said = new ArrayList<>();
    for (Fact fact : sorted) {
      if (group.ids.contains(fact.ids().getFirst())) {
        said.add(fact);
      }
    }
    for (RowFact row : rows.values()) {
      if (!row.removed() && group.ids.contains(row.fact().ids().getFirst())) {
        said.add(row.fact());
      }
    }
    said.sort(BY_TIME);
    String lastGroup = null;
    Map<String, Map<String, Fact>> byTrait = new TreeMap<>();
    for (Fact fact : said) {
      lastGroup = fact.group() == null ? lastGroup : fact.group();
      for (String trait : fact.traits().keySet()) {
        byTrait.computeIfAbsent(trait, _ -> new TreeMap<>()).put(fact.origin(), fact);
      }
    }
    Map<String, JsonNode> traits = new TreeMap<>();
    byTrait.forEach((trait, newest) ->
        newest.values().stream()
            .filter(fact -> !fact.traits().get(trait).isNull())
            .max(BY_TIME)
            .ifPresent(fact -> traits.put(trait, fact.traits().get(trait))));
    Map<String, String> consent = new TreeMap<>();
    group.consent.forEach(
        (purpose, allowed) -> consent.put(purpose, allowed ? "granted" : "denied"));
    return new Person(group.ids, traits, consent, lastGroup);
  }
}
