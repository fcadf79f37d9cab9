package dev.tributary.identity.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten browsers of one person, two people who were one, an address of eleven people. */
@QuarkusTest
@QuarkusTestResource(RealParts.class)
class HealthTest {
  @Inject KafkaClients kafka;

  @Test
  void itTellsOfMergesLargePeopleAndSuspectedValues() {
    TestWorkspace shop = new TestWorkspace(kafka);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      items.add(
          "{\"type\":\"page\",\"messageId\":\"p%d\",\"userId\":\"ann\",\"anonymousId\":\"b%d\"}"
              .formatted(i, i));
    }
    items.add("{\"type\":\"page\",\"messageId\":\"m1\",\"anonymousId\":\"c1\"}");
    items.add("{\"type\":\"page\",\"messageId\":\"m2\",\"userId\":\"bob\"}");
    items.add("{\"type\":\"page\",\"messageId\":\"m3\",\"userId\":\"bob\",\"anonymousId\":\"c1\"}");
    for (int i = 0; i < 12; i++) {
      items.add(
          ("{\"type\":\"identify\",\"messageId\":\"s%d\",\"userId\":\"u%d\","
                  + "\"traits\":{\"email\":\"office@shop.example\"}}")
              .formatted(i, i));
    }
    shop.collect(items.toArray(String[]::new));
    shop.viewer()
        .get(shop.path("/identity/health"))
        .then()
        .statusCode(200)
        .body("merges", hasSize(1))
        .body("merges.merges", everyItem(equalTo(1)))
        .body("largest.profile", contains(shop.profile("user_id", "ann")))
        .body("largest.identifiers", contains(11))
        .body("suspected", equalTo(1));
  }
}
