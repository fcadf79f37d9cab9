package dev.tributary.audience.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.definition.RulesInForce;
import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.audience.dictionary.DictionaryReading;
import dev.tributary.audience.dictionary.FieldTally;
import dev.tributary.audience.http.catalogue.CatalogueAnswers;
import dev.tributary.audience.http.preview.ConcealedCounting;
import dev.tributary.audience.http.preview.Counting;
import dev.tributary.audience.http.preview.Overlaps;
import dev.tributary.audience.http.visibility.ConcealedTotals;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.membership.PeopleSummary;
import dev.tributary.audience.membership.Person;
import dev.tributary.audience.membership.PersonData;
import dev.tributary.audience.membership.PersonFacts;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Evaluate;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.KnownFacts;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.Visibility;
import dev.tributary.testkit.lane.Lane;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody who may not see a trait asks for one person's value, bit by bit, in every way that tells
 * something of who meets a rule. Two workspaces that differ in nothing but values of fewer than 20
 * people must answer alike; the same questions, answered exactly, must tell them apart.
 */
@Tag("soak-models")
class BisectionTest {
  private static final int PEOPLE = 600;
  private static final int QUESTIONS = Lane.size("bisection.questions", 150, 1_680);
  private static final String DIGITS = "0123456789";
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp");
  private static final AudienceId GUESS = new AudienceId("aud_guess");
  private static final AudienceId USER = new AudienceId("aud_user");
  private static final EventKind BOUGHT = new EventKind(Call.TRACK, "Bought");

  private final long seed = Lane.seed();
  private final TraitClasses classes =
      TraitClasses.of(
          Map.of(
              "rank", Classification.HARMLESS,
              "team", Classification.HARMLESS,
              "town", Classification.HARMLESS));
  private final Visibility marketer = new Visibility(false, classes);
  private final CountNoise blur = new CountNoise(new KeyHash(new byte[16]));

  @Test
  void noWayOfAskingTellsWhatIsTrueOfFewerThanTwenty() {
    List<PersonFacts> one = people("7351904826", 4_200);
    List<PersonFacts> other = people("1648203975", 8_900);
    List<JsonNode> questions = questions(new Random(seed));
    Map<String, Integer> toldToWhoMaySee = new HashMap<>();
    for (JsonNode question : questions) {
      Map<String, String> answers = answers(question, one, marketer);
      assertThat(answers)
          .as("seed %d: %s", seed, question)
          .isEqualTo(answers(question, other, marketer));
      Visibility all = new Visibility(true, classes);
      Map<String, String> exactly = answers(question, other, all);
      answers(question, one, all)
          .forEach((way, answer) -> {
            if (!answer.equals(exactly.get(way))) {
              toldToWhoMaySee.merge(way, 1, Integer::sum);
            }
          });
    }
    assertThat(questions).hasSize(QUESTIONS);
    assertThat(toldToWhoMaySee)
        .as("ways that would tell")
        .containsOnlyKeys(
            "preview", "named", "change", "size", "sizes", "members", "why", "overlaps")
        .allSatisfy((way, times) -> assertThat(times).as(way).isGreaterThan(QUESTIONS / 10));
  }

  @Test
  void aRuleThatWasChangedIsConcealedWhileItDecides() {
    JsonNode guess = all(begins("town", "Alone"), begins("code", "7"));
    JsonNode visible = begins("town", "Alone");
    Instant settled = Instant.ofEpochSecond(1_000);
    RuleVisibility sight =
        new RuleVisibility(
            marketer,
            List.of(stored(GUESS, visible), stored(USER, uses())),
            Map.of(
                GUESS, new RulesInForce(List.of(guess, visible), settled),
                USER, new RulesInForce(List.of(uses()), Instant.EPOCH)));
    assertThat(sight.concealsAudience(GUESS)).isTrue();
    assertThat(sight.concealsAudience(USER)).isTrue();

    sight =
        new RuleVisibility(
            marketer,
            List.of(stored(GUESS, visible), stored(USER, uses())),
            Map.of(
                GUESS, new RulesInForce(List.of(visible), settled),
                USER, new RulesInForce(List.of(uses()), Instant.EPOCH)));
    for (AudienceId audience : List.of(GUESS, USER)) {
      assertThat(sight.concealsAudience(audience)).isFalse();
      assertThat(sight.visibleFrom(audience)).isAfter(settled);
      assertThat(sight.since(audience, Instant.EPOCH)).isEqualTo(settled);
    }
  }

  @Test
  void whetherAHiddenValueIsKnownIsHiddenToo() {
    RuleVisibility sight = new RuleVisibility(marketer, List.of(), Map.of());
    for (String operator : List.of("exists", "unknown")) {
      for (JsonNode hidden :
          List.of(condition("code", operator), bought(condition("code", operator)))) {
        assertThat(sight.concealsRule(RuleReader.stored(hidden))).as(hidden.toString()).isTrue();
      }
      JsonNode harmless = condition("town", operator);
      assertThat(sight.concealsRule(RuleReader.stored(harmless))).as(operator).isFalse();
    }
  }

  @Test
  void whatIsTrueOfManyIsToldRoughly() {
    List<PersonFacts> people = people("7351904826", 4_200);
    JsonNode half = below("salary", 5_000);
    long exact = exact(half, people).size();
    assertThat(exact).isGreaterThan(200);
    Long about = about(half, people).about();
    assertThat(about).isBetween(exact - 20, exact + 20);
    assertThat(about % 10).isZero();
    assertThat(about(below("salary", 100), people)).isEqualTo(new Approximate(null, 50L));
    assertThat(about(any(half, below("rank", 1_000)), people).about()).isEqualTo(PEOPLE);
  }

  @Test
  void conditionsThatNameSinglePeopleAreRefused() {
    List<PersonFacts> people = people("7351904826", 4_200);
    for (String name : List.of("email", "e_mail.phone", "contact.Phone-Number", "userId", "ssn")) {
      for (JsonNode condition : List.of(begins(name, "a"), bought(begins(name, "a")))) {
        assertThat(answers(condition, people, marketer).get("preview"))
            .as(condition.toString())
            .startsWith("refused");
      }
    }
    JsonNode exists =
        Json.MAPPER.createObjectNode().put("trait", "email").put("operator", "exists");
    assertThat(answers(exists, people, marketer).get("preview")).doesNotStartWith("refused");
  }

  /** The target is alone in its town, one of 5 in its team of interest, one of 19 by rank. */
  private static List<JsonNode> questions(Random random) {
    List<JsonNode> pins =
        List.of(
            begins("town", "Alone"),
            begins("team", "few"),
            below("rank", 19),
            all(below("rank", 300), begins("town", "Alone")));
    List<JsonNode> guesses = new ArrayList<>();
    for (int i = 0; i < DIGITS.length(); i++) {
      guesses.add(begins("code", DIGITS.substring(i, i + 1)));
      guesses.add(below("salary", 1_000 * i + 500));
      guesses.add(none(begins("code", DIGITS.substring(i, i + 1))));
      guesses.add(bought(begins("code", DIGITS.substring(i, i + 1))));
      guesses.add(bought(below("salary", 1_000 * i + 500)));
      guesses.add(none(bought(begins("code", DIGITS.substring(i, i + 1)))));
      guesses.add(
          bought(begins("code", DIGITS.substring(i, i + 1)), below("salary", 1_000 * i + 500)));
    }
    List<JsonNode> questions = new ArrayList<>();
    for (JsonNode pin : pins) {
      for (JsonNode guess : guesses) {
        JsonNode both = all(pin, guess);
        int size = 40 + random.nextInt(120);
        JsonNode ballast = all(none(below("rank", 100)), below("rank", 100 + size));
        JsonNode always =
            random.nextBoolean()
                ? condition("mail", "contains").put("value", "@")
                : bought(condition("mail", "contains").put("value", "@"));
        questions.add(both);
        questions.add(any(both, ballast));
        questions.add(any(both, all(ballast, always)));
        questions.add(all(ballast, none(both)));
        questions.add(none(any(none(both), ballast)));
        questions.add(all(any(pin, ballast), any(guess, ballast)));
      }
    }
    Collections.shuffle(questions, random);
    return questions.subList(0, QUESTIONS);
  }

  /**
   * All that a caller is told of who meets a rule, by the way of asking. The rule stands in an
   * audience, which is in another one's rule.
   */
  private Map<String, String> answers(
      JsonNode question, List<PersonFacts> people, Visibility caller) {
    List<StoredDefinition<AudienceSpec>> stored =
        List.of(stored(GUESS, question), stored(USER, uses()));
    RuleVisibility sight =
        new RuleVisibility(
            caller,
            stored,
            Map.of(
                GUESS, new RulesInForce(List.of(question), Instant.EPOCH),
                USER, new RulesInForce(List.of(uses()), Instant.EPOCH)));
    List<ProfileId> members = exact(question, people);
    List<PersonFacts> evaluated =
        people.stream()
            .map(known -> in(known, members.contains(known.person().profile())))
            .toList();
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("preview", preview(RuleReader.stored(question), null, sight, evaluated));
    answers.put("named", preview(RuleReader.stored(uses()), null, sight, evaluated));
    JsonNode everyone = below("rank", 10_000);
    answers.put("change", preview(RuleReader.stored(everyone), GUESS, sight, evaluated));
    for (AudienceId audience : List.of(GUESS, USER)) {
      boolean concealed = sight.concealsAudience(audience);
      Rule rule = RuleReader.stored(audience.equals(GUESS) ? question : uses());
      answers.merge(
          "size",
          concealed
              ? totals(List.of(rule), sight, evaluated).of(rule).toString()
              : String.valueOf(members.size()),
          String::concat);
      answers.merge("sizes", concealed ? "" : "at 1: " + members.size(), String::concat);
      answers.merge("members", unlessRefused(sight, audience, members), String::concat);
      answers.merge(
          "why",
          unlessRefused(sight, audience, members.contains(new ProfileId("prf_0"))),
          String::concat);
    }
    List<StoredDefinition<AudienceSpec>> told =
        stored.stream().filter(each -> !sight.concealsAudience(new AudienceId(each.id()))).toList();
    answers.put(
        "overlaps", Overlaps.of(told, null, Map.of(GUESS, (long) members.size())).toString());
    answers.put("catalogue", catalogue(people, caller));
    answers.put("properties", properties(people, caller));
    return answers;
  }

  private static String unlessRefused(RuleVisibility sight, AudienceId audience, Object answer) {
    try {
      sight.refuseConcealed(audience);
      return answer.toString();
    } catch (Problem refused) {
      return "refused";
    }
  }

  private String preview(
      Rule rule, @Nullable AudienceId audience, RuleVisibility sight, List<PersonFacts> people) {
    try {
      sight.refuseSinglingOut(rule);
    } catch (Problem refused) {
      return "refused: " + refused.getMessage();
    }
    PeopleSummary everyone = new PeopleSummary(people.size(), Instant.EPOCH, Map.of());
    if (sight.concealsRule(rule) || (audience != null && sight.concealsAudience(audience))) {
      ConcealedCounting counting =
          new ConcealedCounting(
              rule, audience, DeclaredTypes.NONE, sight, WORKSPACE, ZoneOffset.UTC, blur);
      people.forEach(counting::add);
      return counting.of(everyone, AudienceId::value).toString();
    }
    Counting counting =
        new Counting(rule, audience, ZoneOffset.UTC, AudienceId::value, sight.ofValues());
    people.forEach(counting::add);
    return counting.of(everyone, null).toString();
  }

  private String catalogue(List<PersonFacts> people, Visibility caller) {
    FieldTally tally = new FieldTally(Map.of());
    for (PersonFacts known : people) {
      ObjectNode traits = Json.MAPPER.createObjectNode();
      known.person().traits().forEach(traits::set);
      tally.add(traits, 0);
    }
    DictionaryReading<FieldTally.Field> found =
        new DictionaryReading<>(tally.most(100), new Coverage(1, 1, people.size()));
    return CatalogueAnswers.Traits.of(Instant.EPOCH, found, Map.of()).as(caller).toString();
  }

  private String properties(List<PersonFacts> people, Visibility caller) {
    FieldTally tally = new FieldTally(Map.of());
    people.forEach(known ->
        known.facts().events(BOUGHT).forEach(event -> tally.add(event.properties(), event.at())));
    DictionaryReading<FieldTally.Field> found =
        new DictionaryReading<>(tally.most(100), new Coverage(1, 1, people.size()));
    return CatalogueAnswers.Properties.of(Instant.EPOCH, found).as(caller).toString();
  }

  private ConcealedTotals totals(List<Rule> rules, RuleVisibility sight, List<PersonFacts> people) {
    ConcealedTotals totals =
        new ConcealedTotals(rules, DeclaredTypes.NONE, sight, WORKSPACE, ZoneOffset.UTC, blur);
    people.forEach(totals::add);
    return totals;
  }

  private Approximate about(JsonNode question, List<PersonFacts> people) {
    Rule rule = RuleReader.stored(question);
    RuleVisibility sight = new RuleVisibility(marketer, List.of(), Map.of());
    return totals(List.of(rule), sight, people).of(rule);
  }

  private static List<ProfileId> exact(JsonNode question, List<PersonFacts> people) {
    Rule rule = RuleReader.stored(question);
    return people.stream()
        .filter(known -> new Evaluate(known.facts(), ZoneOffset.UTC, 0).answer(rule).holds())
        .map(known -> known.person().profile())
        .toList();
  }

  /**
   * PeopleSummary is alike in both workspaces but those of lowest rank, whom only pins single out.
   */
  private List<PersonFacts> people(String code, int salary) {
    Random random = new Random(seed);
    List<PersonFacts> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      String drawn = String.valueOf(1_000_000_000L + random.nextInt(Integer.MAX_VALUE));
      int earned = random.nextInt(10_000);
      boolean target = i == 0;
      ObjectNode traits =
          Json.MAPPER
              .createObjectNode()
              .put("town", target ? "Alone" : "Town " + i % 3)
              .put("team", i < 5 ? "few" : "many")
              .put("rank", i)
              .put("mail", "p" + i + "@x.test")
              .put("code", target ? code : drawn)
              .put("salary", target ? salary : earned);
      Map<String, JsonNode> its = new LinkedHashMap<>();
      traits.properties().forEach(each -> its.put(each.getKey(), each.getValue()));
      Person person =
          new Person(
              WORKSPACE, new ProfileId("prf_" + i), 0, 1, new PersonData(its, Map.of()), 0, false);
      Facts.Event event = new Facts.Event(new EventId("evt_" + i), 0, purchase(traits));
      people.add(
          new PersonFacts(
              person,
              new KnownFacts(
                  its,
                  Map.of(),
                  kind -> kind.equals(BOUGHT) ? List.of(event) : List.of(),
                  _ -> false),
              0));
    }
    return people;
  }

  /** The purchase says the same as the traits that the caller may not see. */
  private static ObjectNode purchase(ObjectNode traits) {
    return traits.deepCopy().retain("mail", "code", "salary");
  }

  private static PersonFacts in(PersonFacts known, boolean member) {
    Map<String, JsonNode> traits = known.person().traits();
    return new PersonFacts(
        known.person(), new KnownFacts(traits, Map.of(), known.facts()::events, _ -> member), 0);
  }

  private static StoredDefinition<AudienceSpec> stored(AudienceId id, JsonNode rule) {
    return new StoredDefinition<>(
        WORKSPACE,
        id.value(),
        id.value(),
        id.value(),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        new AudienceSpec(null, rule, null));
  }

  private static JsonNode uses() {
    return Json.MAPPER.createObjectNode().put("audience", GUESS.value()).put("in", true);
  }

  private static ObjectNode condition(String trait, String operator) {
    return Json.MAPPER.createObjectNode().put("trait", trait).put("operator", operator);
  }

  /** Who has bought something for which these conditions on its properties hold. */
  private static ObjectNode bought(ObjectNode... where) {
    ObjectNode condition = Json.MAPPER.createObjectNode().put("event", BOUGHT.name());
    ArrayNode conditions = condition.putArray("where");
    for (ObjectNode each : where) {
      ObjectNode ofProperty = each.deepCopy();
      ofProperty.set("property", ofProperty.remove("trait"));
      conditions.add(ofProperty);
    }
    return condition;
  }

  private static ObjectNode begins(String trait, String value) {
    return condition(trait, "startsWith").put("value", value);
  }

  private static ObjectNode below(String trait, int bound) {
    return condition(trait, "lessThan").put("value", bound);
  }

  private static JsonNode all(JsonNode... nodes) {
    return group("all", nodes);
  }

  private static JsonNode any(JsonNode... nodes) {
    return group("any", nodes);
  }

  private static JsonNode none(JsonNode... nodes) {
    return group("none", nodes);
  }

  private static JsonNode group(String kind, JsonNode... nodes) {
    ObjectNode group = Json.MAPPER.createObjectNode();
    group.putArray(kind).addAll(List.of(nodes));
    return group;
  }
}
