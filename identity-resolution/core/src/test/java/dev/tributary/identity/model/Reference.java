package dev.tributary.identity.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.identity.model.History.Fact;
import dev.tributary.identity.model.History.RowFact;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The naive answer to who is who: everything is sorted by its own time and replayed, with sets that
 * are joined by hand. Shares no code with the product.
 */
public final class Reference {
  private static final Comparator<Fact> BY_TIME =
      Comparator.comparing(Fact::time).thenComparing(Fact::event);

  /** Which value holds; of all other traits the latest. */
  static final Map<String, Kind> POLICIES =
      Map.of(
          "t1", Kind.SMALLEST,
          "t2", Kind.LARGEST,
          "t3", Kind.UNION,
          "t4", Kind.FIRST,
          "t5", Kind.LONGEST,
          "t6", Kind.MOST_FREQUENT,
          "t7", Kind.MOST_TRUSTED);

  /** Of {@link Kind#MOST_TRUSTED}, most trusted first. */
  static final List<String> TRUSTED = List.of("src_phone", "src_web");

  /** One person. */
  public record Person(
      Set<String> ids, Map<String, JsonNode> traits, Map<String, String> consent, String group) {}

  private static final class Group {
    final Set<String> ids = new TreeSet<>();
    final Map<Heard, Map<String, Held>> consent = new EnumMap<>(Heard.class);
  }

  /** Whose answers are listened to. */
  private enum Heard {
    SERVERS,
    SERVERS_AND_DENIALS,
    EVERYBODY;

    boolean hears(Fact fact, boolean allowed) {
      return switch (this) {
        case SERVERS -> !fact.browser();
        case SERVERS_AND_DENIALS -> !fact.browser() || !allowed;
        case EVERYBODY -> true;
      };
    }
  }

  /** What each request said last at that time; it allows if all of them do. */
  private record Held(Instant time, Map<String, Boolean> byRequest) {
    boolean allows() {
      return !byRequest.containsValue(false);
    }

    /** Of what two people said the stricter holds, of what was said at one time by request. */
    Held join(Held other) {
      if (time.equals(other.time)) {
        Map<String, Boolean> all = new TreeMap<>(byRequest);
        other.byRequest.forEach(
            (request, allowed) -> all.merge(request, allowed, Boolean::logicalAnd));
        return new Held(time, all);
      }
      if (allows() == other.allows()) {
        return time.isAfter(other.time) ? this : other;
      }
      return allows() ? other : this;
    }

    /** The same person says something else: later, or at the same time. */
    Held then(Fact fact, boolean allowed) {
      Map<String, Boolean> all = new TreeMap<>();
      if (time.equals(fact.time())) {
        all.putAll(byRequest);
      }
      all.put(request(fact), allowed);
      return new Held(fact.time(), all);
    }

    static String request(Fact fact) {
      boolean sent = fact.event().startsWith("evt_");
      return sent ? fact.event().substring(0, fact.event().length() - 4) : fact.event();
    }
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
      for (Heard heard : Heard.values()) {
        Map<String, Held> consent = joined.consent.computeIfAbsent(heard, _ -> new TreeMap<>());
        fact.consent()
            .forEach((purpose, allowed) -> {
              if (heard.hears(fact, allowed)) {
                Held before = consent.getOrDefault(purpose, new Held(Instant.MIN, Map.of()));
                consent.put(purpose, before.then(fact, allowed));
              }
            });
      }
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
        group.consent.forEach((heard, all) -> {
          Map<String, Held> consent = joined.consent.computeIfAbsent(heard, _ -> new TreeMap<>());
          all.forEach((purpose, held) -> consent.merge(purpose, held, Held::join));
        });
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
    said.removeAll(withdrawn(said));
    String lastGroup = null;
    Map<String, Map<String, Fact>> byTrait = new TreeMap<>();
    for (Fact fact : said) {
      lastGroup = fact.group() == null ? lastGroup : fact.group();
      for (String trait : fact.traits().keySet()) {
        byTrait.computeIfAbsent(trait, _ -> new TreeMap<>()).put(fact.origin(), fact);
      }
    }
    Map<String, JsonNode> traits = new TreeMap<>();
    POLICIES.forEach((trait, policy) -> {
      JsonNode value = byPolicy(policy, trait, said);
      if (value != null) {
        traits.put(trait, value);
      }
    });
    JsonNode address = address(group.ids, said);
    if (address != null) {
      traits.put(History.ADDRESS, address);
    }
    byTrait.keySet().removeAll(POLICIES.keySet());
    byTrait.remove(History.ADDRESS);
    byTrait.forEach((trait, newest) ->
        newest.values().stream()
            .filter(fact -> !fact.traits().get(trait).isNull())
            .filter(fact -> !deletedSince(trait, fact, newest.get(History.BY_HAND)))
            .max(BY_TIME)
            .ifPresent(fact -> traits.put(trait, fact.traits().get(trait))));
    Map<String, String> consent = new TreeMap<>();
    boolean identified = !group.ids.stream().allMatch(id -> id.startsWith("anonymous_id:"));
    Map<String, Held> servers = group.consent.get(Heard.SERVERS);
    group
        .consent
        .get(Heard.EVERYBODY)
        .forEach((purpose, everybody) -> {
          boolean deaf =
              identified || servers.containsKey(purpose) && !servers.get(purpose).allows();
          Held held = deaf ? group.consent.get(Heard.SERVERS_AND_DENIALS).get(purpose) : everybody;
          if (held != null) {
            consent.put(purpose, held.allows() ? "granted" : "denied");
          }
        });
    return new Person(group.ids, traits, consent, lastGroup);
  }

  /** What users have corrected before a user withdrew it, and the withdrawals themselves. */
  private static List<Fact> withdrawn(List<Fact> said) {
    List<Fact> withdrawals =
        said.stream().filter(fact -> fact.origin().equals(History.WITHDRAWN)).toList();
    List<Fact> withdrawn = new ArrayList<>(withdrawals);
    for (Fact withdrawal : withdrawals) {
      said.stream()
          .filter(Reference::byHand)
          .filter(fact -> fact.traits().keySet().equals(withdrawal.traits().keySet()))
          .filter(fact -> BY_TIME.compare(fact, withdrawal) < 0)
          .forEach(withdrawn::add);
    }
    return withdrawn;
  }

  /** A user who deletes a trait deletes what all others have said of it before. */
  private static boolean deletedSince(String trait, Fact fact, @Nullable Fact byHand) {
    return byHand != null
        && byHand.traits().get(trait).isNull()
        && BY_TIME.compare(byHand, fact) >= 0;
  }

  /**
   * The newest address, apart from those that a user has corrected: they count only where a user
   * gave them, and where the newest correction gave them. A correction counts while the person has
   * the wrong and the right address.
   */
  private static @Nullable JsonNode address(Set<String> ids, List<Fact> said) {
    Fact deleted =
        said.stream()
            .filter(fact -> fact.origin().equals(History.BY_HAND))
            .filter(fact -> fact.traits().containsKey(History.ADDRESS))
            .filter(fact -> fact.traits().get(History.ADDRESS).isNull())
            .max(BY_TIME)
            .orElse(null);
    List<Fact> holding = new ArrayList<>(holding(History.ADDRESS, said));
    holding.removeIf(fact -> deletedSince(History.ADDRESS, fact, deleted));
    holding.removeIf(fact -> correction(fact) && !ids.contains("email:" + address(fact)));
    Set<String> wrong = new HashSet<>();
    holding.stream().filter(Reference::correction).forEach(fact -> wrong.add(fact.anchor()));
    holding.stream()
        .filter(Reference::correction)
        .max(BY_TIME)
        .ifPresent(newest -> wrong.remove("email:" + address(newest)));
    return holding.stream()
        .filter(fact ->
            byHand(fact) || !wrong.contains("email:" + address(fact).toLowerCase(Locale.ROOT)))
        .max(BY_TIME)
        .map(fact -> fact.traits().get(History.ADDRESS))
        .orElse(null);
  }

  private static boolean correction(Fact fact) {
    return fact.origin().equals(History.CORRECTION);
  }

  private static boolean byHand(Fact fact) {
    return correction(fact) || fact.origin().equals(History.BY_HAND);
  }

  private static String address(Fact fact) {
    return fact.traits().get(History.ADDRESS).textValue();
  }

  /** What each origin said last by each identifier, and has not taken back since. */
  private static List<Fact> holding(String trait, List<Fact> said) {
    Map<List<String>, Fact> newest = new HashMap<>();
    for (Fact fact : said) {
      if (fact.traits().containsKey(trait)) {
        newest.put(speaker(fact), fact);
      }
    }
    List<Fact> holding = new ArrayList<>();
    for (Fact fact : newest.values()) {
      boolean takenBack =
          newest.values().stream()
              .anyMatch(other ->
                  other.origin().equals(fact.origin())
                      && other.traits().get(trait).isNull()
                      && BY_TIME.compare(other, fact) >= 0);
      if (!takenBack) {
        holding.add(fact);
      }
    }
    return holding;
  }

  private static List<String> speaker(Fact fact) {
    return List.of(fact.origin(), fact.anchor());
  }

  private static @Nullable JsonNode byPolicy(Kind policy, String trait, List<Fact> said) {
    List<Fact> holding = holding(trait, said);
    if (holding.isEmpty()) {
      return null;
    }
    if (policy == Kind.UNION) {
      Set<Integer> values = new TreeSet<>();
      holding.forEach(fact -> values.add(fact.traits().get(trait).intValue()));
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      values.forEach(all::add);
      return all;
    }
    Fact best =
        policy == Kind.FIRST
            ? Collections.min(everSaid(trait, holding, said), BY_TIME)
            : Collections.max(
                holding,
                Comparator.<Fact>comparingInt(fact -> merit(policy, fact, trait, holding))
                    .thenComparing(BY_TIME));
    return best.traits().get(trait);
  }

  /** By whoever says something now. */
  private static List<Fact> everSaid(String trait, List<Fact> holding, List<Fact> said) {
    Set<List<String>> speakers = new HashSet<>();
    holding.forEach(fact -> speakers.add(speaker(fact)));
    return said.stream()
        .filter(fact -> speakers.contains(speaker(fact)))
        .filter(fact -> fact.traits().containsKey(trait) && !fact.traits().get(trait).isNull())
        .toList();
  }

  private static int merit(Kind policy, Fact fact, String trait, List<Fact> holding) {
    JsonNode value = fact.traits().get(trait);
    return switch (policy) {
      case SMALLEST -> -value.intValue();
      case LARGEST -> value.intValue();
      case LONGEST -> value.textValue().length();
      case MOST_TRUSTED -> -TRUSTED.indexOf(fact.origin());
      default ->
          (int) holding.stream().filter(other -> other.traits().get(trait).equals(value)).count();
    };
  }
}
