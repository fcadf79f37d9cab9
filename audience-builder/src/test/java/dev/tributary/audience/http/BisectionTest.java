package dev.tributary.audience.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.audience.rule.ConcealedCount;
import dev.tributary.audience.rule.Evaluate;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.KnownFacts;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Scalar.TextCase;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.Blur;
import dev.tributary.runtime.tenancy.Sight;
import dev.tributary.runtime.tenancy.TraitClasses;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Somebody who may not see a trait asks for one person's value, bit by bit, in every way that we
 * know of. Two workspaces that differ in nothing but values of fewer than 20 people must answer
 * alike; the same questions, answered exactly, must tell them apart.
 */
class BisectionTest {
  private static final long SEED = Long.getLong("bisection.seed", 20_261_123L);
  private static final int PEOPLE = 600;
  private static final String DIGITS = "0123456789";

  private final Sight marketer =
      new Sight(
          false,
          TraitClasses.of(
              Map.of(
                  "rank", Classification.HARMLESS,
                  "team", Classification.HARMLESS,
                  "town", Classification.HARMLESS)));
  private final RuleSight sight = new RuleSight(marketer, List.of());
  private final Blur blur = new Blur(new KeyHash(new byte[16]));

  @Test
  void noQuestionTellsWhatIsTrueOfFewerThanTwenty() {
    List<Facts> one = people("7351904826", 4_200);
    List<Facts> other = people("1648203975", 8_900);
    List<Rule> questions = questions(new Random(SEED));
    int toldByExactCounts = 0;
    for (Rule question : questions) {
      assertThat(answer(question, one))
          .as("seed %d: %s", SEED, question)
          .isEqualTo(answer(question, other));
      toldByExactCounts += exact(question, one) == exact(question, other) ? 0 : 1;
    }
    assertThat(questions).hasSizeGreaterThan(500);
    assertThat(toldByExactCounts).as("questions that would tell").isGreaterThan(100);
  }

  @Test
  void whatIsTrueOfManyIsToldRoughly() {
    List<Facts> people = people("7351904826", 4_200);
    Rule half = number("salary", 0, 5_000);
    long exact = exact(half, people);
    assertThat(exact).isGreaterThan(200);
    Long about = about(half, people).about();
    assertThat(about).isBetween(exact - 20, exact + 20);
    assertThat(about % 10).isZero();
    assertThat(about(number("salary", 0, 100), people)).isEqualTo(new Approximate(null, 50L));
    assertThat(about(any(half, number("rank", 0, 1_000)), people).about()).isEqualTo(PEOPLE);
  }

  @Test
  void conditionsThatNameSinglePeopleAreRefused() {
    List<Facts> people = people("7351904826", 4_200);
    for (String name : List.of("email", "e_mail.phone", "contact.Phone-Number", "userId", "ssn")) {
      assertThat(answer(starts(name, "a"), people)).as(name).startsWith("refused");
    }
    assertThat(answer(new Rule.TraitCondition(new Path("email"), new ValueTest.Known()), people))
        .doesNotStartWith("refused");
  }

  /** The target is alone in its town, one of 5 in its team of interest, one of 19 by rank. */
  private static List<Rule> questions(Random random) {
    List<Rule> pins =
        List.of(
            equal("town", "Alone"),
            equal("team", "few"),
            number("rank", 0, 19),
            all(number("rank", 0, 300), equal("town", "Alone")));
    List<Rule> guesses = new ArrayList<>();
    for (int i = 0; i < DIGITS.length(); i++) {
      guesses.add(starts("code", DIGITS.substring(i, i + 1)));
      guesses.add(number("salary", 0, 1_000 * i + 500));
      guesses.add(new Rule.None(List.of(starts("code", DIGITS.substring(i, i + 1)))));
    }
    List<Rule> questions = new ArrayList<>();
    for (Rule pin : pins) {
      for (Rule guess : guesses) {
        Rule both = all(pin, guess);
        int size = 40 + random.nextInt(120);
        Rule ballast = number("rank", 100, 100 + size);
        Rule always = new Rule.TraitCondition(new Path("mail"), has("@"));
        questions.add(both);
        questions.add(any(both, ballast));
        questions.add(any(both, all(ballast, always)));
        questions.add(all(ballast, new Rule.None(List.of(both))));
        questions.add(new Rule.None(List.of(any(new Rule.None(List.of(both)), ballast))));
        questions.add(all(any(pin, ballast), any(guess, ballast)));
      }
    }
    return questions;
  }

  /** As the preview answers a marketer. */
  private String answer(Rule question, List<Facts> people) {
    try {
      sight.refuseSinglingOut(question);
    } catch (Problem refused) {
      return "refused: " + refused.getMessage();
    }
    return about(question, people).toString();
  }

  private Approximate about(Rule question, List<Facts> people) {
    ConcealedCount count = new ConcealedCount(question, sight::conceals);
    people.forEach(person -> count.add(person, ZoneOffset.UTC, 0));
    return ConcealedCounting.about(count.count(), blur, "wsp", question);
  }

  private static long exact(Rule question, List<Facts> people) {
    return people.stream()
        .filter(person -> new Evaluate(person, ZoneOffset.UTC, 0).answer(question).holds())
        .count();
  }

  /** Everyone is alike in both workspaces but those of lowest rank, whom only pins single out. */
  private static List<Facts> people(String code, int salary) {
    Random random = new Random(SEED);
    List<Facts> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      String drawn = String.valueOf(1_000_000_000L + random.nextInt(Integer.MAX_VALUE));
      int earned = random.nextInt(10_000);
      boolean target = i == 0;
      people.add(
          person(
              Map.of(
                  "town", text(target ? "Alone" : "Town " + i % 3),
                  "team", text(i < 5 ? "few" : "many"),
                  "rank", JsonNodeFactory.instance.numberNode(i),
                  "mail", text("p" + i + "@x.test"),
                  "code", text(target ? code : drawn),
                  "salary", JsonNodeFactory.instance.numberNode(target ? salary : earned))));
    }
    return people;
  }

  private static Facts person(Map<String, JsonNode> traits) {
    Function<Rule.EventKind, List<Facts.Event>> nothing = _ -> List.of();
    return new KnownFacts(traits, nothing, _ -> false);
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }

  private static Rule all(Rule... nodes) {
    return new Rule.All(List.of(nodes));
  }

  private static Rule any(Rule... nodes) {
    return new Rule.Any(List.of(nodes));
  }

  private static Rule equal(String trait, String value) {
    return new Rule.TraitCondition(
        new Path(trait), new ValueTest.TextHas(ValueTest.Place.START, value, TextCase.EXACT));
  }

  private static Rule starts(String trait, String value) {
    return equal(trait, value);
  }

  private static ValueTest has(String value) {
    return new ValueTest.TextHas(ValueTest.Place.ANYWHERE, value, TextCase.EXACT);
  }

  private static Rule number(String trait, int from, int below) {
    return new Rule.TraitCondition(
        new Path(trait),
        new ValueTest.NumberWithin(
            new ValueTest.Bound(BigDecimal.valueOf(from), true),
            new ValueTest.Bound(BigDecimal.valueOf(below), false)));
  }
}
