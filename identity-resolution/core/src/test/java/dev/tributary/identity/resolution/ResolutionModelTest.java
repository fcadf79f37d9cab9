package dev.tributary.identity.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.GeneratedEvents.ByHand;
import dev.tributary.identity.resolution.GeneratedEvents.Event;
import dev.tributary.identity.resolution.GeneratedEvents.Step;
import dev.tributary.identity.resolution.ResolutionReference.Answer;
import dev.tributary.identity.resolution.ResolutionReference.Person;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.testkit.lane.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens under whatever table, everybody is who the naive reference says, event by event.
 * In memory: RulesModelTest does it on the real store. Always the same histories; {@code
 * -Dtributary.histories=…} runs as many others, {@code -Dtributary.seed=…} feeds a seed back in.
 */
@Tag("soak-models")
class ResolutionModelTest {
  private static final int HISTORIES = Lane.size("tributary.histories", 0, 50_000);
  private static final int ALWAYS = 2_000;
  private static final int ORDERLESS = 500;
  private static final int EVENTS = 24;

  private final Coverage coverage = new Coverage();
  private int nobody;

  @Test
  void everyDecisionIsThatOfTheReference() {
    each(ALWAYS, this::check);
    if (Long.getLong("tributary.seed") == null && HISTORIES == 0) {
      assertThat(nobody).isGreaterThan(ALWAYS / 10);
      coverage.checkEverything(ALWAYS / 10);
    }
  }

  @Test
  void withoutAnyOfThisOrderAndRepeatsDoNotMatter() {
    each(
        ORDERLESS,
        seed -> {
          Random random = new Random(seed);
          IdentityRules rules = GeneratedTables.orderless(random);
          List<Event> events = new ArrayList<>(new GeneratedEvents(random).events(EVENTS));
          Set<String> people = people(rules, events);
          events.addAll(events.subList(0, random.nextInt(EVENTS)));
          Collections.shuffle(events, random);
          assertThat(people(rules, events)).as("seed %d", seed).isEqualTo(people);
        });
  }

  private static void each(int always, LongConsumer check) {
    Long given = Long.getLong("tributary.seed");
    if (given != null) {
      check.accept(given);
      return;
    }
    Random seeds = HISTORIES == 0 ? new Random(always) : Lane.seeds();
    for (int i = 0; i < Math.max(HISTORIES, always); i++) {
      check.accept(seeds.nextLong());
    }
  }

  private static Set<String> people(IdentityRules rules, List<Event> events) {
    ProfilesInMemory profiles = new ProfilesInMemory(rules);
    events.forEach(event -> profiles.sent(event.named(), event.at()));
    return profiles.people();
  }

  private void check(long seed) {
    Random random = new Random(seed);
    IdentityRules rules = GeneratedTables.any(random);
    GeneratedEvents events = new GeneratedEvents(random);
    List<List<String>> cuts = events.cuts();
    ProfilesInMemory profiles = new ProfilesInMemory(rules, cuts(cuts));
    ResolutionReference reference = new ResolutionReference(rules, cuts);
    List<Step> steps = events.history(EVENTS);
    for (int i = 0; i < steps.size(); i++) {
      Answer expected = decided(reference, steps.get(i));
      Answer found = decided(profiles, steps.get(i));
      if (!Objects.equals(found, expected)) {
        // A description of all steps would cost more than the steps.
        assertThat(found)
            .as("seed %d, %s, cuts %s, %s", seed, rules, cuts, steps.subList(0, i + 1))
            .isEqualTo(expected);
      }
      note(expected, steps.get(i));
    }
    assertThat(people(profiles)).as("seed %d", seed).isEqualTo(reference.people());
  }

  private static @Nullable Answer decided(ResolutionReference reference, Step step) {
    return switch (step) {
      case Event event -> reference.sent(event.named(), event.at());
      case ByHand both -> {
        reference.byHand(both.one(), both.other());
        yield null;
      }
    };
  }

  private static @Nullable Answer decided(ProfilesInMemory profiles, Step step) {
    return switch (step) {
      case Event event ->
          profiles.sent(event.named(), event.at()).map(ResolutionModelTest::answer).orElse(null);
      case ByHand both -> {
        if (profiles.knows(both.one()) && profiles.knows(both.other())) {
          profiles.byHand(both.one(), both.other());
        }
        yield null;
      }
    };
  }

  private static Answer answer(Decision decision) {
    Map<String, String> leftOut = new TreeMap<>();
    decision
        .claim()
        .leftOut()
        .forEach(left -> leftOut.put(text(left.identifier()), left.reason().wireName()));
    return new Answer(
        decision.resolution().profile().value(),
        decision.resolution() instanceof Resolution.Merge merge
            ? merge.losers().stream()
                .map(ProfileId::value)
                .collect(Collectors.toCollection(TreeSet::new))
            : Set.of(),
        decision.claim().identifiers().stream().map(ResolutionModelTest::text).toList(),
        leftOut,
        decision.conflicts().stream()
            .map(conflict ->
                List.of(
                    conflict.reason().wireName(),
                    text(conflict.identifier()),
                    text(conflict.anchor()),
                    conflict.profile().value(),
                    conflict.other().value()))
            .collect(Collectors.toSet()));
  }

  private static Map<String, Person> people(ProfilesInMemory profiles) {
    Map<String, Person> people = new TreeMap<>();
    for (Profile profile : profiles.profiles()) {
      Map<String, Instant> since = new TreeMap<>();
      profile.since().forEach((identifier, at) -> since.put(text(identifier), at));
      people.put(profile.id().value(), new Person(since, profile.merges()));
    }
    return people;
  }

  private static Cuts cuts(List<List<String>> pairs) {
    Set<Cuts.Pair> cuts = new HashSet<>();
    for (List<String> pair : pairs) {
      cuts.add(
          Cuts.Pair.of(
              new WorkspaceId(ProfilesInMemory.HERE),
              ProfilesInMemory.identifier(pair.getFirst()),
              ProfilesInMemory.identifier(pair.getLast())));
    }
    return new Cuts(cuts);
  }

  private static String text(Identifier identifier) {
    return identifier.type() + ":" + identifier.value();
  }

  private void note(@Nullable Answer answer, Step step) {
    if (answer != null) {
      coverage.note(answer);
    } else if (step instanceof Event) {
      nobody++;
    }
  }
}
