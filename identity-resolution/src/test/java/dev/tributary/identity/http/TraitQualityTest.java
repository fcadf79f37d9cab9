package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
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
    shop.viewer()
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
        .get(shop.path("/traits/email/quality"))
        .then()
        .statusCode(200)
        .body(misspelt + "examples[0].value.masked", equalTo(true))
        .body(not(containsString("gmial")));
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

  private static String identify(String user, String traits) {
    return "{\"type\":\"identify\",\"userId\":\"%s\",\"traits\":{%s}}".formatted(user, traits);
  }
}
