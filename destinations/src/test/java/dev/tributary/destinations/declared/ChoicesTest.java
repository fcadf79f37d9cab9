package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Field;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Manifest.Choices;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a manifest declares the values that a vendor lists for a setting of a sync. */
class ChoicesTest {
  private static final String CHOICES =
      """
          settings:
            - { name: type, label: Type, help: Of the people }
            - { name: test, label: Test, help: Whether they are invented, type: boolean }
            - { name: code, label: Code, help: Of the type, secret: true }
          choices:
            - setting: type
              needs: The token needs the scope types.read.
              requests:
                - method: GET
                  path: /v1/types/${settings.app}
                  answers:
                    - { status: 200, when: { at: /ok, is: true }, outcome: delivered }
                    - { status: 200, outcome: unauthorised }
                  values: { at: /types, when: { at: /old, is: false }, value: /id, label: /title }
      """
          .indent(0);

  private static final String GOOD =
      Sample.with("    requests:\n      write:", CHOICES + "    requests:\n      write:");

  private static final String PAGED =
      GOOD.replace("label: /title }", "label: /title, next: { cursor: /more } }")
          .replace(
              "path: /v1/types/${settings.app}\n",
              "path: /v1/types/${settings.app}\n            query: { after: \"${page.cursor}\" }\n");

  @Test
  void theSettingsWithAListAreInTheManifest() {
    assertThat(Sample.connector(GOOD).manifest().object("people").orElseThrow().choices())
        .containsExactly(new Choices("type", "The token needs the scope types.read."));
    assertThat(Sample.connector(Sample.GOOD).manifest().object("people").orElseThrow().choices())
        .isEmpty();
  }

  @Test
  void theRequestHasTheSettingsOfTheDestinationAndNoWriteNeedsIt() {
    Discovery choices = choices(GOOD, "7/8");
    assertThat(choices.steps().getFirst().request().uri())
        .hasToString("https://api.example.com/v1/types/7%2F8");
    assertThat(choices.compared()).isEqualTo(Discovery.Compared.NOTHING);
    assertThat(choices.further()).isEmpty();
    assertThat(choices.besides()).isEmpty();
  }

  @Test
  void aSettingWithoutAListAndADestinationWithoutASettingHaveNoRequest() {
    assertThat(Sample.connector(GOOD).choices(target("7"), "people", "test")).isNull();
    assertThat(Sample.connector(GOOD).choices(target("7"), "orders", "type")).isNull();
    assertThat(Sample.connector(GOOD).choices(target(""), "people", "type")).isNull();
  }

  @Test
  void eachEntryThatTheConditionAcceptsIsAValueWithItsLabel() {
    Discovery.Read.Fields read =
        (Discovery.Read.Fields)
            read(
                """
                {"ok": true, "types": [
                  {"id": 7, "title": "Lead", "old": false}, {"id": "b", "old": false},
                  {"id": "c", "title": "C", "old": true}, {"id": "d", "title": "D"},
                  {"id": "", "old": false}, {"old": false}, null]}\
                """);
    assertThat(read.fields())
        .extracting(Field::name, Field::label)
        .containsExactly(tuple("7", "Lead"), tuple("b", null));
    assertThat(read.all()).isTrue();
  }

  @Test
  void aCursorLeadsToTheNextPageWithTheSameRequest() {
    Discovery.Step first = choices(PAGED, "7").steps().getFirst();
    assertThat(first.request().uri()).hasToString("https://api.example.com/v1/types/7");
    Discovery.Step second = next(first, "a&c");
    assertThat(second.request().uri())
        .hasToString("https://api.example.com/v1/types/7?after=a%26c");
    assertThat(next(second, "d").request().uri())
        .hasToString("https://api.example.com/v1/types/7?after=d");
    assertThat(next(second, "")).isNull();
    assertThat(next(choices(GOOD, "7").steps().getFirst(), "d")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"more\": \"a b\"", ", \"more\": \"a\\n\""})
  void aPageWithoutAUsableCursorIsAFailure(String more) {
    Discovery.Step first = choices(PAGED, "7").steps().getFirst();
    String body = "{\"ok\": true, \"types\": []%s}".formatted(more);
    assertThat(first.reading().read(answer(body), Sample.NOW))
        .isInstanceOfSatisfying(
            Discovery.Read.Failed.class,
            failed -> assertThat(failed.outcome().words()).contains("no cursor"));
  }

  private static Discovery.@Nullable Step next(Discovery.Step step, String cursor) {
    String body = "{\"ok\": true, \"types\": [], \"more\": \"%s\"}".formatted(cursor);
    return ((Discovery.Read.Fields) step.reading().read(answer(body), Sample.NOW)).next();
  }

  @Test
  void aRefusalIsNoList() {
    assertThat(read("{\"ok\": false}"))
        .isInstanceOfSatisfying(
            Discovery.Read.Failed.class,
            failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.Unauthorised.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ok\": true}", "{\"ok\": true, \"types\": {}}"})
  void anAnswerWithoutAListIsAFailure(String body) {
    assertThat(read(body))
        .isInstanceOfSatisfying(
            Discovery.Read.Failed.class,
            failed -> assertThat(failed.outcome()).isInstanceOf(Outcome.Transient.class));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "- setting: type",
            "- setting: kind",
            "/setting: must name a setting of the object with the type text that is no secret;"
                + " such settings are type"),
        Arguments.of("- setting: type", "- setting: test", "/setting: must name a setting"),
        Arguments.of("- setting: type", "- setting: code", "/setting: must name a setting"),
        Arguments.of(
            "needs: The token needs the scope types.read.",
            "needs: ''",
            "/needs: must not be empty"),
        Arguments.of("at: /types", "at: types", "is no place in an answer"),
        Arguments.of("values: { at: /types, ", "values: { ", "/requests/0/values/at: is missing"),
        Arguments.of("value: /id, ", "", "/requests/0/values/value: is missing"),
        Arguments.of("label: /title", "labels: /title", "\"labels\" is unknown"),
        Arguments.of(
            "method: GET\n            path: /v1/types",
            "method: PUT\n            path: /v1/types",
            "must be GET or POST"),
        Arguments.of(
            "label: /title }",
            "label: /title, next: { query: after } }",
            "\"query\" is unknown; known are cursor, link, optional, parameter, when"),
        Arguments.of(
            "label: /title }",
            "label: /title, next: { optional: true } }",
            "/next: must have one of \"cursor\" and \"link\""),
        Arguments.of(
            "label: /title }",
            "label: /title, next: { cursor: /more } }",
            "/requests/0: names no page; accepted is a request with ${page.cursor}"),
        Arguments.of("${settings.app}", "${page.columns}", "\"page.columns\" is unknown"),
        Arguments.of("${settings.app}", "${sync.type}", "is no setting of a sync"),
        Arguments.of("${settings.app}", "${settings.token}", "is a secret"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFoundWhenTheManifestIsLoaded(String part, String other, String words) {
    Sample.assertMistake(GOOD, part, other, "/objects/0/choices/0", words);
  }

  @Test
  void aSettingHasOneList() {
    int begin = GOOD.indexOf("      - setting: type");
    String twice = GOOD.substring(begin, GOOD.indexOf("    requests:\n      write:"));
    assertThat(Sample.faults(GOOD.replace(twice, twice + twice)))
        .anySatisfy(
            fault -> assertThat(fault).contains("/objects/0/choices/1").contains("is there twice"));
  }

  private static Discovery.Read read(String body) {
    return choices(GOOD, "7").steps().getFirst().reading().read(answer(body), Sample.NOW);
  }

  private static Egress.Answer answer(String body) {
    return new Egress.Answer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Discovery choices(String manifest, String app) {
    return Objects.requireNonNull(
        Sample.connector(manifest).choices(target(app), "people", "type"));
  }

  private static Target target(String app) {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.MAPPER.createObjectNode().put("app", app),
        Map.of(),
        null);
  }
}
