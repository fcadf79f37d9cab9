package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A destination that does not answer delays no other, and receives everything once it answers. */
class FailingVendorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PEOPLE = 30;

  private final Stack stack = Stack.started();

  @Test
  void aDeadDestinationSlowsNoOtherAndIsCaughtUpWhenItLives() {
    Shop shop = stack.newShop();
    shop.allowUnknown("marketing");
    Receiver dead = shop.destinations().webhook("dead");
    Receiver alive = shop.destinations().webhook("alive");
    dead.fail("{\"fault\": {\"kind\": \"hang\"}}");
    shop.syncs().events("dead");
    shop.syncs().events("alive");
    Source web = shop.source("web");
    for (int i = 0; i < PEOPLE; i++) {
      web.order("u-" + i, Instant.now());
    }
    await().atMost(PATIENCE).until(() -> alive.received() == PEOPLE);
    await().atMost(PATIENCE).until(() -> shop.destinations().state("dead").equals("failing"));
    assertThat(dead.requests()).isZero();

    for (int i = 0; i < PEOPLE; i++) {
      web.order("u-" + i, Instant.now());
    }
    JsonNode pipeline = shop.settle("delivered");
    assertThat(pipeline.path("caughtUp").asBoolean()).as(pipeline.toString()).isTrue();
    assertThat(alive.received()).isEqualTo(2 * PEOPLE);

    dead.recover();
    await().atMost(PATIENCE).until(() -> dead.received() == 2 * PEOPLE);
    shop.delivered();
    assertThat(dead.items().path("distinct").asInt()).isEqualTo(2 * PEOPLE);
    assertThat(dead.received()).isEqualTo(2 * PEOPLE);
    assertThat(shop.destinations().state("dead")).isEqualTo("active");
  }
}
