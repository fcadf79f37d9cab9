package dev.tributary.identity.http;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class PurposesTest {
  private final KafkaClients kafka = RealParts.kafka();

  @Test
  void thePurposesThatPeopleAnsweredAreListed() {
    TestWorkspace shop = new TestWorkspace(kafka);
    shop.collect(
        answer("ann", "\"marketing\":true,\"ads\":false"), answer("bob", "\"marketing\":false"));
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            shop.reader()
                .get(shop.path("/purposes"))
                .then()
                .statusCode(200)
                .body("sampled", equalTo(false))
                .body("fewHidden", equalTo(false))
                .body("data", hasSize(2))
                .body("data[0].purpose", equalTo("marketing"))
                .body("data[0].granted", equalTo(true))
                .body("data[1].purpose", equalTo("ads"))
                .body("data[1].granted", equalTo(false)));
    shop.viewer()
        .get(shop.path("/purposes"))
        .then()
        .statusCode(200)
        .body("fewHidden", equalTo(true))
        .body("data", hasSize(0));
  }

  private static String answer(String user, String consent) {
    return """
    {"type":"track","userId":"%s","event":"Segment Consent Preference Updated",\
    "context":{"consent":{"categoryPreferences":{%s}}}}\
    """
        .formatted(user, consent);
  }
}
