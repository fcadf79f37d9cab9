package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class TraitQualityTest {
  private final KafkaClients kafka = RealParts.kafka();

  @Test
  void whatIsWrongWithTheValuesOfPeopleIsTold() {
    TestWorkspace shop = new TestWorkspace(kafka);
    shop.collect(
        identify(
            "ann", "\"email\":\"ann@example.com\",\"phone\":\"06 12345678\",\"plan\":\"gold\""),
        identify("bob", "\"email\":\"bob@gmial.com\",\"phone\":\"12\",\"plan\":\"gold\""),
        identify("cem", "\"email\":\"nobody\",\"plan\":7"),
        identify("dee", "\"plan\":\"silver\""));
    shop.reader()
        .get(shop.path("/traits/quality"))
        .then()
        .statusCode(200)
        .body("people", equalTo(4))
        .body("lookedAt", equalTo(4))
        .body("asOf", notNullValue())
        .body("data.trait", hasItems("email", "phone", "plan"))
        .body("data.find { it.trait == 'email' }.meaning", equalTo("email"))
        .body("data.find { it.trait == 'email' }.filled", equalTo(3))
        .body("data.find { it.trait == 'email' }.valid", equalTo(1))
        .body("data.find { it.trait == 'email' }.flaws[0].examples", nullValue())
        .body("data.find { it.trait == 'phone' }.valid", equalTo(1))
        .body("data.find { it.trait == 'phone' }.flaws[0].flaw", equalTo("too-short"))
        .body("data.find { it.trait == 'plan' }.distinct", equalTo(3))
        .body("data.find { it.trait == 'plan' }.types[0].type", equalTo("text"))
        .body("data.find { it.trait == 'plan' }.types[0].people", equalTo(3))
        .body("data.find { it.trait == 'plan' }.flaws[0].flaw", equalTo("other-type"));
    String misspelt = "quality.flaws.find { it.flaw == 'misspelt' }.";
    shop.reader()
        .get(shop.path("/traits/email/quality"))
        .then()
        .statusCode(200)
        .body("lookedAt", equalTo(4))
        .body(misspelt + "wrong", equalTo(true))
        .body(misspelt + "examples", hasSize(1))
        .body(misspelt + "examples[0].value", equalTo("bob@gmial.com"))
        .body(misspelt + "examples[0].suggestion", equalTo("gmail.com"));
    shop.viewer()
        .get(shop.path("/traits/unheard/quality"))
        .then()
        .statusCode(200)
        .body("quality.filled", equalTo(0));
    assertThat(shop.reads())
        .filteredOn(read -> read.operation().equals("readTraitQuality"))
        .extracting(PersonalDataRead::part)
        .contains("email");
  }

  /**
   * The attack: whoever may not see a trait counts the few who have it, or sends a guess about
   * somebody else and looks whether the number of different values grows.
   */
  @Test
  void whoMayNotSeeATraitIsToldNeitherSmallNumbersNorWhetherAValueIsKnown() {
    TestWorkspace shop = new TestWorkspace(kafka);
    classify(shop, "faith", "sensitive");
    classify(shop, "plan", "harmless");
    people(
        shop,
        identify("ann", "\"email\":\"ann@example.com\",\"plan\":\"gold\",\"faith\":\"x\""),
        identify("bob", "\"email\":\"nobody\",\"plan\":\"gold\",\"faith\":7"));
    fewAreTold(shop.viewer().get(shop.path("/traits/email/quality")), "quality.");
    fewAreTold(
        shop.viewer().get(shop.path("/traits/quality")), "data.find { it.trait == 'email' }.");
    fewAreTold(shop.reader().get(shop.path("/traits/faith/quality")), "quality.");
    fewAreTold(
        shop.reader().get(shop.path("/traits/quality")), "data.find { it.trait == 'faith' }.");
    shop.viewer()
        .get(shop.path("/traits/plan/quality"))
        .then()
        .body("quality.filled", equalTo(2))
        .body("quality.distinct", equalTo(1));
    shop.reader()
        .get(shop.path("/traits/email/quality"))
        .then()
        .body("quality.filled", equalTo(2))
        .body("quality.distinct", equalTo(2))
        .body("quality.flaws", hasSize(1));
  }

  private static void fewAreTold(Response answer, String quality) {
    answer
        .then()
        .statusCode(200)
        .body(quality + "filled", equalTo(0))
        .body(quality + "valid", equalTo(0))
        .body(quality + "distinct", nullValue())
        .body(quality + "types.people", everyItem(equalTo(0)))
        .body(quality + "flaws", hasSize(0));
  }

  @Test
  void whoMayNotSeeATraitIsToldLargeNumbersRoughlyAndNoValue() {
    TestWorkspace shop = new TestWorkspace(kafka);
    people(
        shop,
        IntStream.range(0, 63)
            .mapToObj(i -> identify("u" + i, "\"email\":\"u%d@gmial.com\"".formatted(i)))
            .toArray(String[]::new));
    shop.viewer()
        .get(shop.path("/traits/email/quality"))
        .then()
        .statusCode(200)
        .body("people", equalTo(63))
        .body("quality.filled", equalTo(60))
        .body("quality.valid", equalTo(0))
        .body("quality.distinct", nullValue())
        .body("quality.types[0].people", equalTo(60))
        .body("quality.flaws[0].flaw", equalTo("misspelt"))
        .body("quality.flaws[0].people", equalTo(60))
        .body("quality.flaws[0].examples[0].value.masked", equalTo(true))
        .body(not(containsString("gmial")));
  }

  /** The figures are kept for minutes, so everybody is there before they are asked for. */
  private static void people(TestWorkspace shop, String... items) {
    shop.collect(items);
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            shop.viewer()
                .get(shop.path("/identity/summary"))
                .then()
                .body("profiles", equalTo(items.length)));
  }

  private static void classify(TestWorkspace shop, String trait, String classification) {
    shop.admin()
        .contentType(ContentType.JSON)
        .body(Map.of("classification", classification))
        .put(shop.path("/traits/" + trait + "/classification"))
        .then()
        .statusCode(200);
  }

  private static String identify(String user, String traits) {
    return "{\"type\":\"identify\",\"userId\":\"%s\",\"traits\":{%s}}".formatted(user, traits);
  }
}
