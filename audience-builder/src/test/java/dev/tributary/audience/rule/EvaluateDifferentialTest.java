package dev.tributary.audience.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.NaiveReference.Done;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.testkit.lane.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated rules and people, the evaluator against the naive reference. Cases by {@code
 * -Dtributary.model.cases}, one of them again by {@code -Dtributary.seed}.
 */
@Tag("soak-models")
class EvaluateDifferentialTest {
  private static final Instant MIDDLE = Instant.parse("2026-03-28T12:00:00Z");
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("UTC"),
          ZoneId.of("Europe/Amsterdam"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Asia/Kolkata"));

  @Test
  void theEvaluatorAnswersWhatTheReferenceAnswersAndItsAnswerStandsAsLongAsItSays() {
    Long fed = Long.getLong("tributary.seed");
    long first = Lane.seed();
    int cases = fed == null ? Lane.size("tributary.model.cases", 200, 5_000) * 10 : 1;
    System.out.println("Rules from seed " + first);
    for (long seed = first; seed < first + cases; seed++) {
      oneCase(seed);
    }
  }

  private static void oneCase(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RandomRules generate =
        new RandomRules(random, MIDDLE, List.of(new AudienceId("aud_1"), new AudienceId("aud_2")));
    ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
    JsonNode json = generate.rule();
    JsonNode types = generate.types();
    Rule rule = StoredTypes.read(types).in(RuleReader.stored(json));
    ObjectNode traits = generate.traits();
    Map<String, ConsentState> consent = generate.consent();
    List<Done> done = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      String call = RandomRules.CALLS.get(random.nextInt(RandomRules.CALLS.size()));
      String name =
          List.of("group", "alias").contains(call)
              ? null
              : RandomRules.NAMES.get(random.nextInt(3));
      done.add(new Done(call, name, near(random), generate.properties()));
    }
    TestFacts facts = TestFacts.of(traits, consent, done);
    NaiveReference reference = new NaiveReference(zone, types, audience -> false);

    Instant now = near(random);
    Instant end = MIDDLE.plus(Duration.ofDays(12));
    for (int step = 0; now.isBefore(end) && step < 100; step++) {
      Answer answer = new Evaluate(facts, zone, now.toEpochMilli()).answer(rule);
      Instant until = answer.until() == Answer.FOREVER ? end : Instant.ofEpochMilli(answer.until());
      String place = "seed %d, now %s, until %s, %s, %s".formatted(seed, now, until, json, types);
      assertThat(until).as(place).isAfter(now);
      long span = Math.min(Duration.between(now, until).toMillis(), 30L * 86_400_000);
      for (long offset : new long[] {0, random.nextLong(span), random.nextLong(span), span - 1}) {
        Instant at = now.plusMillis(offset);
        assertThat(answer.holds())
            .as("%s, asked at %s", place, at)
            .isEqualTo(reference.holds(json, traits, consent, done, at));
      }
      now = until;
    }
  }

  private static Instant near(SplittableRandom random) {
    return MIDDLE.plusMillis(random.nextLong(-6L * 86_400_000, 6L * 86_400_000));
  }
}
