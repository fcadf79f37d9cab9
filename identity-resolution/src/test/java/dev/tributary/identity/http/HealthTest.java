package dev.tributary.identity.http;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.tributary.contracts.Json;
import dev.tributary.runtime.kafka.KafkaClients;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealParts.class)
class HealthTest {
  private final KafkaClients kafka = RealParts.kafka();

  /** Ten browsers of one person, two people who were one, an address of eleven people. */
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

  @Test
  void mergesAreCountedByTheDaysOfTheWorkspacesZoneNewestFirst() {
    Instant recently = Instant.now().minus(Duration.ofDays(2));
    Instant before = recently.minus(Duration.ofDays(2));
    // Where it is never the same day.
    for (String zone : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago")) {
      TestWorkspace shop = new TestWorkspace(kafka, zone);
      shop.collect(
          seen(before, "ann", null),
          seen(before, null, "a1"),
          seen(before, null, "a2"),
          seen(recently, null, "a3"),
          seen(before, "ann", "a1"),
          seen(recently, "ann", "a3"),
          seen(before, "ann", "a2"));
      shop.viewer()
          .get(shop.path("/identity/health"))
          .then()
          .statusCode(200)
          .body("merges.day", contains(day(recently, zone), day(before, zone)))
          .body("merges.merges", contains(1, 2));
    }
  }

  @Test
  void whoHasTheMostIdentifiersIsFirstAndWhoHasFewIsNotThere() {
    TestWorkspace shop = new TestWorkspace(kafka);
    List<String> items = new ArrayList<>();
    items.addAll(devices("few", 9));
    items.addAll(devices("ten", 10));
    items.addAll(devices("most", 12));
    items.addAll(devices("some", 11));
    shop.collect(items.toArray(String[]::new));
    shop.viewer()
        .get(shop.path("/identity/health"))
        .then()
        .statusCode(200)
        .body("largest.identifiers", contains(12, 11, 10))
        .body(
            "largest.profile",
            contains(
                shop.profile("user_id", "most"),
                shop.profile("user_id", "some"),
                shop.profile("user_id", "ten")));
  }

  /** Who has so many identifiers, one of them a user's. */
  private static List<String> devices(String user, int identifiers) {
    return IntStream.range(1, identifiers)
        .mapToObj(device -> seen(Instant.now(), user, user + device))
        .toList();
  }

  private static String day(Instant time, String zone) {
    return LocalDate.ofInstant(time, ZoneId.of(zone)).toString();
  }

  private static String seen(Instant time, @Nullable String user, @Nullable String device) {
    Map<String, String> page = new HashMap<>(Map.of("type", "page", "timestamp", time.toString()));
    if (user != null) {
      page.put("userId", user);
    }
    if (device != null) {
      page.put("anonymousId", device);
    }
    return Json.MAPPER.valueToTree(page).toString();
  }
}
