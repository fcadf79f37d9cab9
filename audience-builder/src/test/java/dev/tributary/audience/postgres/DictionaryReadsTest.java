package dev.tributary.audience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.audience.dictionary.DictionaryReading;
import dev.tributary.audience.dictionary.EventTally;
import dev.tributary.audience.dictionary.FieldTally;
import dev.tributary.audience.dictionary.FrequentValues;
import dev.tributary.audience.dictionary.PropertyTally;
import dev.tributary.audience.dictionary.ValuePlace;
import dev.tributary.audience.dictionary.ValueTally;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.PersonData;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.testkit.lane.Lane;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dictionary against counts that are made one by one. */
@Tag("soak-models")
class DictionaryReadsTest {
  private static final int PEOPLE = 300;
  private static final EventKind BOUGHT = new EventKind(Call.TRACK, "Bought");
  private static TestDatabase database;

  private final long seed = Lane.seed();
  private RandomPeople generated;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void twoWorkspaces() throws SQLException {
    database.clear();
    Random random = new Random(seed);
    generated = new RandomPeople(random, new WorkspaceId("shop"), PEOPLE);
    try (Connection tx = database.worker().getConnection()) {
      generated.store(tx);
      new RandomPeople(random, new WorkspaceId("other"), PEOPLE).store(tx);
    }
  }

  @Test
  void traitsAreCountedAsByHand() {
    Map<String, Set<String>> types = new HashMap<>();
    Map<String, Long> people = new HashMap<>();
    generated.present().forEach(person -> count(person.traits(), types, people));

    DictionaryReading<FieldTally.Field> found = patient().traits(new WorkspaceId("shop"), Map.of());

    assertFields(found, types, people);
    assertThat(found.coverage().total()).as("seed %d", seed).isEqualTo(generated.present().size());
    assertThat(found.coverage().estimated()).isFalse();
    assertThat(found.cut().more()).isFalse();
  }

  @Test
  void eventsAreCountedForWhoeverTheirPeopleAreNow() {
    Map<EventKind, Set<ProfileId>> people = new HashMap<>();
    Map<EventKind, Long> events = new HashMap<>();
    Map<EventKind, Long> newest = new HashMap<>();
    for (EventFacts.Fact fact : generated.facts()) {
      people.computeIfAbsent(fact.kind(), _ -> new HashSet<>()).add(generated.root(fact.profile()));
      events.merge(fact.kind(), 1L, Long::sum);
      newest.merge(fact.kind(), fact.at(), Math::max);
    }
    List<EventTally.Counted> counted = new ArrayList<>();
    people.forEach((kind, whose) ->
        counted.add(
            new EventTally.Counted(
                kind, whose.size(), events.getOrDefault(kind, 0L), newest.getOrDefault(kind, 0L))));

    assertThat(patient().events(new WorkspaceId("shop")).cut().first())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(counted);
  }

  @Test
  void propertiesAreThoseOfTheEventThatWasAskedFor() {
    Map<String, Set<String>> types = new HashMap<>();
    Map<String, Long> events = new HashMap<>();
    List<EventFacts.Fact> bought = bought();
    bought.forEach(fact -> count(withParts(properties(fact)), types, events));

    DictionaryReading<FieldTally.Field> found =
        patient().properties(new WorkspaceId("shop"), BOUGHT, Map.of());

    assertFields(found, types, events);
    assertThat(found.coverage().total()).as("seed %d", seed).isEqualTo(bought.size());
    assertThat(
            patient()
                .properties(new WorkspaceId("shop"), new EventKind(Call.TRACK, "Never"), Map.of())
                .cut()
                .first())
        .isEmpty();
    assertThat(
            patient()
                .properties(new WorkspaceId("shop"), new EventKind(Call.PAGE, null), Map.of())
                .coverage()
                .total())
        .isEqualTo(
            generated.facts().stream().filter(fact -> fact.kind().call() == Call.PAGE).count());
  }

  @Test
  void thePropertiesOfAllEventsAreThoseOfEachKind() {
    Map<EventKind, Map<String, Long>> byHand = new HashMap<>();
    for (EventFacts.Fact fact : generated.facts()) {
      count(
          withParts(properties(fact)),
          new HashMap<>(),
          byHand.computeIfAbsent(fact.kind(), _ -> new HashMap<>()));
    }
    byHand.values().removeIf(Map::isEmpty);

    Map<EventKind, Map<String, Long>> found = new HashMap<>();
    for (PropertyTally.Counted counted :
        patient().allProperties(new WorkspaceId("shop"), DeclaredTypes.NONE).cut().first()) {
      found
          .computeIfAbsent(counted.kind(), _ -> new HashMap<>())
          .put(counted.field().name(), counted.field().count());
    }
    assertThat(found).as("seed %d", seed).isEqualTo(byHand);
  }

  @Test
  void frequentValuesAreThoseOfTheWorkspace() {
    Map<String, Long> byHand = new TreeMap<>();
    generated.present().stream()
        .map(person -> person.traits().get("plan"))
        .filter(value -> value != null && value.isTextual())
        .forEach(value -> byHand.merge(value.textValue(), 1L, Long::sum));
    byHand.values().removeIf(count -> count < FrequentValues.LEAST);

    Map<String, Long> found = new TreeMap<>();
    patient().frequentValues(new WorkspaceId("shop"), Map.of()).cut().first().stream()
        .filter(each -> each.trait().equals("plan") && each.type() == ValueType.TEXT)
        .forEach(each -> found.put(each.value(), each.count()));
    assertThat(found).as("seed %d", seed).isEqualTo(byHand);
  }

  @Test
  void frequentValuesOfPropertiesAreThoseOfEventsOfSeveralPeople() {
    Map<EventKind, Long> events = new HashMap<>();
    Map<EventKind, Set<ProfileId>> people = new HashMap<>();
    for (EventFacts.Fact fact : generated.facts()) {
      if (fact.properties().path("plan").asText().equals("pro")) {
        events.merge(fact.kind(), 1L, Long::sum);
        people
            .computeIfAbsent(fact.kind(), _ -> new HashSet<>())
            .add(generated.root(fact.profile()));
      }
    }
    people.forEach((kind, whose) -> {
      if (whose.size() < FrequentValues.LEAST) {
        events.remove(kind);
      }
    });

    assertThat(planInEvents("")).as("seed %d", seed).isEqualTo(events);
    assertThat(planInEvents("PR")).as("seed %d", seed).isEqualTo(events);
    assertThat(planInEvents("prox")).isEmpty();
  }

  /** The number of events of each kind of which the plan is "pro". */
  private static Map<EventKind, Long> planInEvents(String search) {
    Map<EventKind, Long> found = new HashMap<>();
    patient()
        .frequentPropertyValues(new WorkspaceId("shop"), DeclaredTypes.NONE, search)
        .cut()
        .first()
        .stream()
        .filter(each -> each.property().equals("plan") && each.type() == ValueType.TEXT)
        .filter(each -> each.value().equals("pro"))
        .forEach(each -> found.put(each.kind(), each.events()));
    return found;
  }

  @Test
  void valuesAreThoseOfListsTooAndEqualNumbersAreOne() {
    Function<JsonNode, List<String>> one =
        value -> value.isArray() ? elements(value) : List.of(value.asText().replace("1.0", "1"));
    Map<String, Long> byPeople = new TreeMap<>();
    generated.present().stream()
        .flatMap(person -> person.traits().entrySet().stream())
        .filter(trait -> trait.getKey().equals("plan") && isValue(trait.getValue()))
        .flatMap(trait -> one.apply(trait.getValue()).stream())
        .forEach(value -> byPeople.merge(value, 1L, Long::sum));
    Map<String, Long> byEvents = new TreeMap<>();
    bought().stream()
        .map(fact -> fact.properties().path("plan"))
        .filter(value -> !value.isMissingNode() && isValue(value))
        .flatMap(value -> one.apply(value).stream())
        .forEach(value -> byEvents.merge(value, 1L, Long::sum));

    Path plan = new Path("plan");
    assertThat(values(new ValuePlace.OfTrait(plan), "")).as("seed %d", seed).isEqualTo(byPeople);
    assertThat(values(new ValuePlace.OfProperty(BOUGHT, plan), "")).isEqualTo(byEvents);
    assertThat(values(new ValuePlace.OfTrait(plan), "PR").keySet())
        .isSubsetOf("pro")
        .hasSize(byPeople.containsKey("pro") ? 1 : 0);
    assertThat(values(new ValuePlace.OfTrait(new Path("home.city")), "").keySet())
        .isSubsetOf("Utrecht");
    assertThat(values(new ValuePlace.OfTrait(new Path("nothing")), "")).isEmpty();
  }

  @Test
  void aReadingThatRunsOutOfTimeSaysThatItIsEstimated() {
    DictionaryReading<FieldTally.Field> found = hasty().traits(new WorkspaceId("shop"), Map.of());

    assertThat(found.coverage().estimated()).isTrue();
    assertThat(found.coverage().read()).isEqualTo(1);
    assertThat(found.coverage().scaled(2)).isEqualTo(2L * found.coverage().parts());
  }

  /** For example a robot, whose events would take longer than the request may. */
  @Test
  void aPersonWithMoreEventsThanTheTimeAllowsIsReadInPart() throws SQLException {
    WorkspaceId workspace = new WorkspaceId("robots");
    ProfileId robot = new ProfileId("robot");
    ObjectNode properties = JsonNodeFactory.instance.objectNode().put("plan", "pro");
    List<EventFacts.Fact> facts =
        IntStream.range(0, 5_000)
            .mapToObj(i ->
                new EventFacts.Fact(
                    new EventId("robot_%04d".formatted(i)),
                    workspace,
                    robot,
                    BOUGHT,
                    i,
                    properties))
            .toList();
    try (Connection tx = database.worker().getConnection()) {
      new PersonStore()
          .put(tx, List.of(new Person(workspace, robot, 0, 1, PersonData.NONE, 0, false)));
      new EventFacts().add(tx, facts);
    }

    DictionaryReading<PropertyTally.Counted> all =
        hasty().allProperties(workspace, DeclaredTypes.NONE);
    assertThat(all.coverage().counted()).isEqualTo(1_000);
    assertThat(all.coverage().estimated()).isTrue();
    assertThat(all.cut().first())
        .singleElement()
        .satisfies(counted -> {
          assertThat(counted.kind()).isEqualTo(BOUGHT);
          assertThat(counted.field().name()).isEqualTo("plan");
        });

    DictionaryReading<FieldTally.Field> ofKind = hasty().properties(workspace, BOUGHT, Map.of());
    assertThat(ofKind.coverage().counted()).isEqualTo(1_000);
    assertThat(ofKind.coverage().estimated()).isTrue();

    assertThat(patient().allProperties(workspace, DeclaredTypes.NONE).coverage())
        .isEqualTo(
            new Coverage(Topic.PROFILES.partitions(), Topic.PROFILES.partitions(), facts.size()));
  }

  @Test
  void aPartitionWithMorePeopleThanTheTimeAllowsIsReadInPart() throws SQLException {
    WorkspaceId workspace = new WorkspaceId("crowd");
    try (Connection tx = database.worker().getConnection()) {
      new PersonStore()
          .put(
              tx,
              IntStream.range(0, 1_500)
                  .mapToObj(i ->
                      new Person(
                          workspace,
                          new ProfileId("crowd_%04d".formatted(i)),
                          0,
                          1,
                          PersonData.NONE,
                          0,
                          false))
                  .toList());
    }
    DictionaryReading<EventTally.Counted> found = hasty().events(workspace);
    assertThat(found.coverage().counted()).isEqualTo(1_000);
    assertThat(found.coverage().estimated()).isTrue();
    assertThat(found.coverage().total()).isEqualTo(1_500L * Topic.PROFILES.partitions());
  }

  private static DictionaryReads hasty() {
    return new DictionaryReads(
        new RequestDatabase(database.request()), Clock.systemUTC(), Duration.ZERO);
  }

  private static DictionaryReads patient() {
    return new DictionaryReads(
        new RequestDatabase(database.request()), Clock.systemUTC(), Duration.ofMinutes(5));
  }

  private static Map<String, Long> values(ValuePlace place, String search) {
    Map<String, Long> found = new TreeMap<>();
    for (ValueTally.Counted counted :
        patient().values(new WorkspaceId("shop"), place, search).found().cut().first()) {
      found.merge(counted.value().asText().replace("1.0", "1"), counted.count(), Long::sum);
    }
    return found;
  }

  private List<EventFacts.Fact> bought() {
    return generated.facts().stream().filter(fact -> fact.kind().equals(BOUGHT)).toList();
  }

  private static Map<String, JsonNode> properties(EventFacts.Fact fact) {
    Map<String, JsonNode> properties = new HashMap<>();
    fact.properties().properties().forEach(each -> properties.put(each.getKey(), each.getValue()));
    return properties;
  }

  /** The values of the generator have parts of one level, none in lists. */
  private static Map<String, JsonNode> withParts(Map<String, JsonNode> fields) {
    Map<String, JsonNode> all = new HashMap<>(fields);
    fields.forEach((name, value) ->
        value.properties().forEach(part -> all.put(name + "." + part.getKey(), part.getValue())));
    return all;
  }

  private static void count(
      Map<String, JsonNode> fields, Map<String, Set<String>> types, Map<String, Long> counts) {
    fields.forEach((name, value) -> {
      if (!value.isNull()) {
        types.computeIfAbsent(name, _ -> new TreeSet<>()).add(type(value));
        counts.merge(name, 1L, Long::sum);
      }
    });
  }

  private static String type(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().startsWith("2026-") ? "date" : "text";
    }
    if (value.isNumber()) {
      return "number";
    }
    return value.isBoolean() ? "boolean" : value.isArray() ? "list" : "object";
  }

  private static boolean isValue(JsonNode value) {
    return !value.isNull() && !value.isObject();
  }

  private static List<String> elements(JsonNode list) {
    Set<String> elements = new TreeSet<>();
    list.forEach(element -> elements.add(element.asText()));
    return List.copyOf(elements);
  }

  private void assertFields(
      DictionaryReading<FieldTally.Field> found,
      Map<String, Set<String>> types,
      Map<String, Long> counts) {
    Map<String, Set<String>> foundTypes = new HashMap<>();
    Map<String, Long> foundCounts = new HashMap<>();
    for (FieldTally.Field field : found.cut().first()) {
      Set<String> names = new TreeSet<>();
      field.types().forEach(type -> names.add(type.wireName()));
      foundTypes.put(field.name(), names);
      foundCounts.put(field.name(), field.count());
    }
    assertThat(foundTypes).as("seed %d", seed).isEqualTo(types);
    assertThat(foundCounts).as("seed %d", seed).isEqualTo(counts);
  }
}
