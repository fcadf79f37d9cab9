package dev.tributary.audience.rule.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tributary.audience.rule.Answer;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleDependencies;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                       | '' | exactly one of
          "all"                                                    | '' | an object
          {}                                                       | '' | exactly one of
          {"all": [{"trait":"a","operator":"exists"}], "any": []}  | '' | exactly one of
          {"all": []}                                              | /all | at least one
          {"all": {"trait": "a"}}                                  | /all | at least one
          {"all": [{"trait":"a","operator":"exists"}], "x/~y": 1}  | /x~1~0y | all
          {"trait":"a","operator":"is"}                            | /operator | greaterThan
          {"trait":"","operator":"exists"}                         | /trait | 1 to 1000
          {"trait":5,"operator":"exists"}                          | /trait | 1 to 1000
          {"trait":"a","operator":"exists","value":1}              | /value | no value
          {"trait":"a","operator":"greaterThan","value":"5"}       | /value | a number
          {"trait":"a","operator":"greaterThan","value":1e999999} | /value | a number
          {"trait":"a","operator":"equals","value":null}           | /value | a text, a number
          {"trait":"a","operator":"equals"}                        | /value | a text, a number
          {"trait":"a","operator":"in","value":[1,"a"]}            | /value | all of one type
          {"trait":"a","operator":"in","value":[]}                 | /value | 1 to 1000
          {"trait":"a","operator":"between","value":[3,1]}         | /value | the smaller one first
          {"trait":"a","operator":"between","value":["2026-01-02","2026-01-01"]} | /value | smaller
          {"trait":"a","operator":"before","value":"tomorrow"}     | /value | 2026-11-20
          {"trait":"a","operator":"before","value":"2026-01-01T10:00:00"} | /value | 2026-11-20
          {"trait":"a","operator":"before","value":"99999-01-01"}  | /value | 2026-11-20
          {"trait":"a","operator":"contains","value":""}           | /value | not empty
          {"trait":"a","operator":"withinLast","value":7}          | /value | amount
          {"trait":"a","operator":"withinLast","value":{"amount":0,"unit":"days"}} | /value | 1 to
          {"trait":"a","operator":"withinLast","value":{"amount":1.5,"unit":"days"}} | /value | 1 to
          {"trait":"a","operator":"exists","ignoreCase":"yes"}     | /ignoreCase | true or false
          {"event":""}                                             | /event | 1 to 1000
          {"call":"identify"}                                      | /call | track, page
          {"call":"track"}                                         | /event | 1 to 1000
          {"call":"group","event":"x"}                             | /event | no name
          {"call":"alias","event":"x"}                             | /event | no name
          {"event":"a","count":{"atLeast":-1}}                     | /count | from 0
          {"event":"a","count":{"atLeast":1,"atMost":2}}           | /count | one of
          {"event":"a","count":{"never":1}}                        | /count | one of
          {"event":"a","did":true,"count":{"atLeast":1}}           | /did | either
          {"event":"a","window":{}}                                | /window | last
          {"event":"a","window":{"last":{"amount":1,"unit":"weeks"}}} | /window/last | days
          {"event":"a","window":{"from":"2026-02-01","to":"2026-01-01"}} | /window/to | before from
          {"event":"a","window":{"from":"2026-02-30"}}             | /window/from | 2026-11-20
          {"event":"a","where":{"property":"x"}}                   | /where | a list
          {"event":"a","where":[5]}                                | /where/0 | property
          {"event":"a","where":[{"property":"x","operator":"nope"}]} | /where/0/operator | exists
          {"consent":"","state":"granted"}                         | /consent | 1 to 1000
          {"consent":"ads"}                                        | /state | granted, denied, unknown
          {"consent":"ads","state":"Granted"}                      | /state | granted, denied, unknown
          {"consent":"ads","state":"granted","since":1}            | /since | consent, state
          {"consent":"ads","state":"granted","trait":"a"}          | '' | exactly one of
          {"audience":"nobody-knows"}                              | /audience | id or key
          {"audience":"known","in":1}                              | /in | true or false
          """)
  void whatCannotBeBoundIsToldWithItsPlaceAndWhatWouldBeAccepted(
      String json, String pointer, String accepted) throws JsonProcessingException {
    List<RuleError> errors = refused(json);

    assertThat(errors).extracting(RuleError::pointer).contains(pointer);
    assertThat(errors.getFirst().detail()).contains(accepted);
  }

  @Test
  void allErrorsAreToldAtOnce() throws JsonProcessingException {
    String json =
        """
        {"all": [
          {"trait": "a", "operator": "greaterThan", "value": "x"},
          {"any": [{"event": "b", "count": 3}, {"audience": "nobody-knows"}]},
          {"trait": "c", "operator": "exists", "colour": "red"}]}
        """;

    assertThat(refused(json))
        .extracting(RuleError::pointer)
        .containsExactly(
            "/all/0/value", "/all/1/any/0/count", "/all/1/any/1/audience", "/all/2/colour");
  }

  @Test
  void aRuleThatIsTooDeepOrTooLargeIsRefused() throws JsonProcessingException {
    String leaf = "{\"trait\":\"a\",\"operator\":\"exists\"}";
    String deep = "{\"all\":[".repeat(11) + leaf + "]}".repeat(11);
    String deepest = "{\"all\":[".repeat(10) + leaf + "]}".repeat(10);
    String large = "{\"any\":[" + (leaf + ",").repeat(200) + leaf + "]}";

    assertThat(refused(deep)).first().extracting(RuleError::detail).asString().contains("10 deep");
    assertThat(read(deepest)).isInstanceOf(RuleReader.Outcome.Bound.class);
    assertThat(refused(large))
        .hasSize(1)
        .first()
        .extracting(RuleError::detail)
        .asString()
        .contains("200");
  }

  @Test
  void aRuleOfMoreThanAMebibyteIsRefusedUnlessItIsStored() throws JsonProcessingException {
    String values = ("\"" + "é".repeat(990) + "\",").repeat(530).replaceAll(",$", "");
    String large = "{\"trait\":\"a\",\"operator\":\"in\",\"value\":[%s]}".formatted(values);

    assertThat(refused(large))
        .containsExactly(
            new RuleError(
                "", "A rule has at most 1048576 bytes as JSON; split it into several audiences"));
    assertThat(RuleReader.find(Json.MAPPER.readTree(large))).isPresent();
  }

  @Test
  void anAudienceIsKeptByItsIdHoweverItWasNamed() throws JsonProcessingException {
    RuleReader.Outcome outcome = read("{\"none\":[{\"audience\":\"known\"}]}");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            RuleReader.Outcome.Bound.class,
            bound -> {
              assertThat(bound.json()).hasToString("{\"none\":[{\"audience\":\"aud_1\"}]}");
              assertThat(bound.rule())
                  .isEqualTo(
                      new Rule.None(
                          List.of(new Rule.AudienceCondition(new AudienceId("aud_1"), true))));
            });
  }

  @Test
  void dependsNamesWhateverCanChangeTheAnswer() throws JsonProcessingException {
    RuleDependencies dependencies =
        RuleDependencies.of(
            RuleReader.stored(
                Json.MAPPER.readTree(
                    """
                    {"all": [
                      {"trait": "address.city", "operator": "exists"},
                      {"event": "Bought", "where": [{"property": "price", "operator": "exists"}]},
                      {"event": "Bought"},
                      {"call": "page", "window": {"last": {"amount": 1, "unit": "days"}}},
                      {"consent": "marketing", "state": "unknown"},
                      {"audience": "aud_1"}]}
                    """)));

    assertThat(dependencies.traits()).containsExactlyInAnyOrder("address", "address.city");
    assertThat(dependencies.events().entrySet())
        .extracting(
            each -> each.getKey().call(), each -> each.getKey().name(), each -> each.getValue())
        .containsExactlyInAnyOrder(
            tuple(Rule.Call.TRACK, "Bought", new RuleDependencies.Needed(true, Answer.FOREVER)),
            tuple(Rule.Call.PAGE, null, new RuleDependencies.Needed(false, 86_400_000)));
    assertThat(dependencies.purposes()).containsExactly("marketing");
    assertThat(dependencies.audiences()).containsExactly(new AudienceId("aud_1"));
    assertThat(dependencies.calendar()).isFalse();
  }

  private static List<RuleError> refused(String json) throws JsonProcessingException {
    return ((RuleReader.Outcome.Refused) read(json)).errors();
  }

  private static RuleReader.Outcome read(String json) throws JsonProcessingException {
    return RuleReader.read(
        Json.MAPPER.readTree(json),
        named -> named.equals("known") ? Optional.of(new AudienceId("aud_1")) : Optional.empty());
  }
}
