package dev.tributary.audience.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.NaiveReference.Done;
import dev.tributary.audience.rule.describe.Describe;
import dev.tributary.audience.rule.describe.Explain;
import dev.tributary.audience.rule.describe.Explanation;
import dev.tributary.audience.rule.describe.Explanation.Evidence;
import dev.tributary.audience.rule.reader.RuleReader;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.profile.ConsentState;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribeAndExplainTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"trait":"churn_score","operator":"greaterThan","value":0.70} | People whose churn score is greater than 0.70.
          {"trait":"lifetimeValue","operator":"greaterThan","value":9} | People whose lifetime value is greater than 9.
          {"trait":"homeURLSeen","operator":"exists"}                  | People whose home URL seen is known.
          {"trait":"country","operator":"notIn","value":["NL","BE"]}    | People whose country is not NL or BE.
          {"trait":"email","operator":"equals","value":"ada@example.com","ignoreCase":true} | People whose email is ada@example.com in any case.
          {"trait":"email","operator":"notIn","value":["a@b.c","d@e.f"],"ignoreCase":true}  | People whose email is not a@b.c or d@e.f in any case.
          {"trait":"name","operator":"startsWith","value":"Ad","ignoreCase":true}           | People whose name starts with Ad in any case.
          {"trait":"name","operator":"notContains","value":"Ad","ignoreCase":true}          | People whose name does not contain Ad in any case.
          {"trait":"tags","operator":"includesAny","value":["VIP"],"ignoreCase":true}       | People whose tags includes VIP in any case.
          {"trait":"score","operator":"equals","value":5,"ignoreCase":true}                 | People whose score is 5.
          {"event":"Order Completed"}                                   | People who have done Order Completed.
          {"event":"Visited","did":false,"window":{"last":{"amount":7,"unit":"days"}}} | People who have not done Visited in the last 7 days.
          {"event":"Order Completed","count":{"atLeast":2},"window":{"last":{"amount":1,"unit":"days"}},"where":[{"property":"category","operator":"in","value":["shoes","bags"]}]} | People who have done Order Completed at least twice in the last day where category is shoes or bags.
          {"call":"page","window":{"from":"2026-11-01"}}                | People who have seen a page from 2026-11-01.
          {"consent":"marketing","state":"granted"}                     | People whose consent for marketing is granted.
          {"none":[{"consent":"marketing","state":"unknown"}]}          | People who are none of those whose consent for marketing is unknown.
          {"all":[{"audience":"aud_1"},{"audience":"aud_1","in":false}]} | People who are in VIP and who are not in VIP.
          {"all":[{"audience":"aud_1"},{"any":[{"trait":"a","operator":"exists"},{"trait":"b","operator":"unknown"}]},{"none":[{"trait":"c","operator":"withinNext","value":{"amount":3,"unit":"hours"}}]}]} | People who are in VIP, (whose a is known or whose b is unknown), and who are none of those whose c is in the next 3 hours.
          """)
  void aRuleIsSaidInPlainWords(String json, String words) throws JsonProcessingException {
    Rule rule = RuleReader.stored(Json.MAPPER.readTree(json));

    assertThat(new Describe(audience -> "VIP").sentence(rule)).isEqualTo(words);
  }

  @Test
  void anExplanationShowsEachConditionWithWhatWasFound() throws JsonProcessingException {
    Rule rule =
        RuleReader.stored(
            Json.MAPPER.readTree(
                """
                {"all": [
                  {"trait": "plan", "operator": "equals", "value": "pro"},
                  {"any": [
                    {"event": "Bought", "count": {"atLeast": 2},
                     "window": {"last": {"amount": 1, "unit": "days"}}},
                    {"trait": "age", "operator": "atLeast", "value": 18}]}]}
                """));
    ObjectNode traits = Json.MAPPER.createObjectNode().put("plan", "pro");
    List<Done> done =
        List.of(
            new Done("track", "Bought", NOW.minusSeconds(60), Json.MAPPER.createObjectNode()),
            new Done("track", "Bought", NOW.minusSeconds(90_000), Json.MAPPER.createObjectNode()));

    Explanation explanation =
        new Explain(
                TestFacts.of(traits, done), ZoneOffset.UTC, NOW.toEpochMilli(), audience -> "VIP")
            .explain(rule);

    assertThat(explanation.holds()).isFalse();
    assertThat(explanation.nodes().getFirst().holds()).isTrue();
    assertThat(explanation.nodes().getFirst().evidence())
        .isEqualTo(new Evidence.TraitValue("plan", traits.get("plan")));
    Explanation any = explanation.nodes().get(1);
    assertThat(any.pointer()).isEqualTo("/all/1");
    assertThat(any.nodes())
        .extracting(Explanation::pointer)
        .containsExactly("/all/1/any/0", "/all/1/any/1");
    assertThat(any.nodes().getFirst().evidence())
        .isInstanceOfSatisfying(
            Evidence.Events.class,
            events -> {
              assertThat(events.count()).isEqualTo(1);
              assertThat(events.newest()).hasSize(1);
            });
    assertThat(any.nodes().get(1).evidence())
        .isInstanceOfSatisfying(
            Evidence.TraitValue.class, age -> assertThat(age.value().isMissingNode()).isTrue());
  }

  @Test
  void anExplanationShowsTheAnswerAboutThePurpose() throws JsonProcessingException {
    Rule rule =
        RuleReader.stored(
            Json.MAPPER.readTree(
                """
                {"any": [
                  {"consent": "marketing", "state": "granted"},
                  {"consent": "ads", "state": "unknown"}]}
                """));
    TestFacts facts =
        TestFacts.of(
            Json.MAPPER.createObjectNode(), Map.of("marketing", ConsentState.DENIED), List.of());

    Explanation explanation =
        new Explain(facts, ZoneOffset.UTC, NOW.toEpochMilli(), audience -> "VIP").explain(rule);

    assertThat(explanation.nodes())
        .extracting(Explanation::holds, Explanation::evidence)
        .containsExactly(
            tuple(false, new Evidence.Consent("marketing", ConsentAnswer.DENIED)),
            tuple(true, new Evidence.Consent("ads", ConsentAnswer.UNKNOWN)));
  }
}
