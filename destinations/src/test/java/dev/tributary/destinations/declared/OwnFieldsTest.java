package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a manifest declares the fields that Tributary creates for itself. */
class OwnFieldsTest {
  private static final String OWN =
      """
          ownFields:
            - field: plan
              name: field plan of app ${settings.app}
              search:
                method: GET
                path: /v1/apps/${settings.app}/fields
                answers:
                  - status: 200
                    found: { at: /fields, key: /key, equals: plan, id: /key }
                  - { status: 404, outcome: misconfigured, words: /error }
              create:
                method: POST
                path: /v1/apps/${settings.app}/fields
                body: { key: plan, title: Plan }
                answers:
                  - { status: 201, found: { at: /field, id: /key } }
                  - { status: 409, outcome: refused }
      """
          .indent(0);

  private static final String GOOD =
      Sample.with("    requests:\n      write:", OWN + "    requests:\n      write:");

  private final Connector connector = Sample.connector(GOOD);

  @Test
  void aBatchWithAValueNeedsTheField() {
    Place place = required(batch(person("{\"plan\": \"pro\"}"), person("{}")));
    assertThat(place.name()).isEqualTo("field plan of app 7");
    assertThat(place.placeholder()).isEqualTo("plan");
    assertThat(Sample.text(place.search().request()))
        .startsWith("GET https://api.example.com/v1/apps/7/fields\n");
    assertThat(Sample.text(creation(place).request()))
        .startsWith("POST https://api.example.com/v1/apps/7/fields\n")
        .endsWith("{\"key\":\"plan\",\"title\":\"Plan\"}\n");
  }

  @Test
  void aBatchWithoutAValueNeedsNothing() {
    assertThat(connector.requirements(batch(person("{}")))).isEmpty();
  }

  @Test
  void aMatchValueAndTheContentOfAKnownRecordNeedTheField() {
    Item matched = ItemBuilder.builder(person("{}")).matchField("plan").build();
    assertThat(connector.requirements(batch(matched))).hasSize(1);
    Item known =
        ItemBuilder.builder(person("{}")).content(Sample.json("{\"plan\": \"pro\"}")).build();
    assertThat(connector.requirements(batch(known))).hasSize(1);
  }

  @Test
  void aRemovalCreatesNoField() {
    Item item = person("{\"plan\": \"pro\"}");
    Batch removal =
        Sample.batch(Sample.target("{\"app\": 7}"), "people", Operation.REMOVE, "{}", item);
    assertThat(connector.requirements(removal)).isEmpty();
  }

  /** The requests of the items say which setting is missing. */
  @Test
  void withoutASettingTheSyncFailsForItsItems() {
    Batch unset = Sample.batch("people", person("{\"plan\": \"pro\"}"));
    assertThat(connector.requirements(unset)).isEmpty();
  }

  @Test
  void anAnswerSaysWhetherTheFieldIsThere() {
    Place place = required();
    assertThat(searched(place, 200, "{\"fields\": [{\"key\": \"size\"}, {\"key\": \"plan\"}]}"))
        .isEqualTo(new Finding.Found("plan"));
    assertThat(searched(place, 200, "{\"fields\": [{\"key\": \"size\"}]}"))
        .isInstanceOf(Finding.Missing.class);
    assertThat(created(place, 201, "{\"field\": {\"key\": \"plan\"}}"))
        .isEqualTo(new Finding.Found("plan"));
  }

  @Test
  void aRefusalSaysWhatAUserCanDo() {
    Place place = required();
    String words =
        "Tributary needs the field plan of people, and cannot find or create it. Create it as a"
            + " field of texts, or use credentials that may create it. The vendor's answer: ";
    assertThat(created(place, 409, "taken"))
        .isInstanceOfSatisfying(
            Finding.Refused.class,
            refused -> assertThat(refused.words()).startsWith(words).contains("taken"));
    assertThat(searched(place, 404, "{\"error\": \"no such app\"}"))
        .isEqualTo(new Finding.Failed(new Outcome.Misconfigured(words + "no such app")));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusedCredentialsAtTheCreationOnlyLackARight(int status) {
    Place place = required();
    assertThat(((Finding.Failed) created(place, status, "{}")).outcome())
        .isInstanceOf(Outcome.Misconfigured.class);
    assertThat(((Finding.Failed) searched(place, status, "{}")).outcome())
        .isInstanceOf(Outcome.Unauthorised.class);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "field: plan",
            "field: size",
            "\"size\" is no declared field; accepted are email, plan"),
        Arguments.of("  - field: plan\n        name", "  - name", "/ownFields/0/field: is missing"),
        Arguments.of(
            "name: field plan of app ${settings.app}",
            "name: ${item.matchValue}",
            "item.matchValue"),
        Arguments.of(
            "/v1/apps/${settings.app}/fields\n          body",
            "/v1/${batch.key}\n          body",
            "batch.key"),
        Arguments.of("create:\n", "creation:\n", "\"creation\" is unknown"),
        Arguments.of("create:\n", "creation:\n", "/create: is missing"),
        Arguments.of("kind: record", "kind: membership", "a membership has no fields"),
        Arguments.of(
            "    ownFields:",
            "    place:\n      name: all\n      search: { method: GET, path: /, answers: [] }\n    ownFields:",
            "is there beside \"place\""));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsFoundWhenTheManifestIsLoaded(String part, String other, String words) {
    Sample.assertMistake(GOOD, part, other, "/objects/0/ownFields", words);
  }

  @Test
  void aFieldIsThereOnce() {
    String twice = OWN + OWN.substring(OWN.indexOf('\n') + 1);
    assertThat(Sample.faults(GOOD.replace(OWN, twice)))
        .anySatisfy(fault ->
            assertThat(fault).contains("/objects/0/ownFields/1/field", "\"plan\" is there twice"));
  }

  @Test
  void aJavaClassDecidesAboutItsFields() {
    assertThat(Sample.faults(GOOD.replace("id: crm", "id: crm\njava: dev.example.Crm")))
        .anySatisfy(fault ->
            assertThat(fault)
                .endsWith(
                    "/objects/0/ownFields: is decided by the Java class; accepted is one of both"));
  }

  private Place required(Batch batch) {
    assertThat(connector.requirements(batch)).hasSize(1);
    return connector.requirements(batch).getFirst();
  }

  private Place required() {
    return required(batch(person("{\"plan\": \"pro\"}")));
  }

  private static Place.Step creation(Place place) {
    return Objects.requireNonNull(place.creation());
  }

  private static Finding searched(Place place, int status, String body) {
    return place.search().reading().finding(Sample.answer(status, body), Sample.NOW);
  }

  private static Finding created(Place place, int status, String body) {
    return creation(place).reading().finding(Sample.answer(status, body), Sample.NOW);
  }

  private static Item person(String fields) {
    return Sample.item(1, "email", "ann@example.org", fields);
  }

  private static Batch batch(Item... items) {
    return Sample.batch(Sample.target("{\"app\": 7}"), "people", Operation.WRITE, "{}", items);
  }
}
