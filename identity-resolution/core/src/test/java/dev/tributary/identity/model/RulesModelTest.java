package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.IdentityUnderTest;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.History.Fact;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.lane.Lane;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Histories under tables of limits, in polls of any size, some rolled back and done again. Limits
 * depend on the order of acceptance, so the naive reference is given the same order. {@code
 * -Dtributary.seed=…} feeds a seed back in, {@code -Dtributary.histories=…} runs more.
 */
@Tag("soak-models")
class RulesModelTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 4, 300);
  private static final int EVENTS = 150;
  private static Identity identity;

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @Test
  void peopleAreThoseOfTheReferenceInTheSameOrder() throws Exception {
    Long given = Long.getLong("tributary.seed");
    Random seeds = Lane.seeds();
    for (int i = 0; i < (given == null ? HISTORIES : 1); i++) {
      check(identity, given == null ? seeds.nextLong() : given, EVENTS);
    }
  }

  static void check(IdentityUnderTest identity, long seed, int size) throws Exception {
    Random random = new Random(seed);
    Inputs inputs =
        new Inputs(new WorkspaceId("wsp_" + Long.toHexString(seed) + "_" + System.nanoTime()));
    Map<String, Integer> limits = limits(random);
    int cap = random.nextInt(3) == 0 ? 2 + random.nextInt(5) : 2_000;
    identity.rules(inputs.workspace(), 1, table(limits, cap));
    History history = new History(seed, inputs, size);
    List<Input> events =
        history.shuffled(seed).subList(0, 3).stream().flatMap(List::stream).toList();
    apply(identity, events, random);
    assertThat(found(identity, inputs.workspace()))
        .as("seed %d, %s, cap %d", seed, limits, cap)
        .isEqualTo(expected(history, events, limits, cap));
  }

  private static Map<String, Integer> limits(Random random) {
    Map<String, Integer> limits = new LinkedHashMap<>();
    for (String type : List.of("user_id", "email", "anonymous_id")) {
      limits.put(type, random.nextInt(4));
    }
    return limits;
  }

  private static IdentityRules table(Map<String, Integer> limits, int cap) {
    IdentityRules rules =
        Tables.of(
            Strategy.MERGE,
            limits.entrySet().stream()
                .map(
                    limit -> limit.getKey() + (limit.getValue() == 0 ? "" : " " + limit.getValue()))
                .toArray(String[]::new));
    return new IdentityRules(rules.strategy(), cap, 10_000, 10, rules.types());
  }

  private static void apply(IdentityUnderTest identity, List<Input> events, Random random)
      throws Exception {
    int from = 0;
    while (from < events.size()) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(20));
      List<Input> poll = events.subList(from, to);
      if (random.nextInt(6) == 0) {
        identity.applyAndRollBack(poll);
      }
      identity.apply(poll.toArray(Input[]::new));
      from = to;
    }
  }

  private static Set<Set<String>> expected(
      History history, List<Input> events, Map<String, Integer> limits, int cap) {
    Map<String, Fact> byEvent = new HashMap<>();
    history.facts().forEach(fact -> byEvent.put(fact.event(), fact));
    Map<String, Fact> byMessage = new HashMap<>();
    for (Input event : events) {
      Fact fact = byEvent.get(MessageHeaders.from(event.headers()).id());
      if (fact != null) {
        byMessage.put(messageId(event), fact);
      }
    }
    RulesReference reference = new RulesReference(limits, cap);
    for (Input event : events) {
      // Whichever of two with one message id comes first is the one that counts.
      Fact fact = byMessage.remove(messageId(event));
      if (fact != null) {
        reference.apply(fact);
      }
    }
    return reference.people();
  }

  private static String messageId(Input event) {
    return Json.read(event.value(), JsonNode.class).path("messageId").textValue();
  }

  private static Set<Set<String>> found(IdentityUnderTest identity, WorkspaceId workspace) {
    Set<Set<String>> people = new HashSet<>();
    identity.people().stream()
        .filter(state -> state.workspace().equals(workspace))
        .forEach(state ->
            people.add(
                state.identifiers().stream()
                    .map(each -> each.type() + ":" + each.value())
                    .collect(Collectors.toCollection(TreeSet::new))));
    return people;
  }
}
