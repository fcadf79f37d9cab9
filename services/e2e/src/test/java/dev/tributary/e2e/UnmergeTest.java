package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Ann lends Bob her tablet, the two become one, and are taken apart. Beside it the same shop where
 * Bob signed in on a device of his own: both end alike, down to what the tool holds.
 */
class UnmergeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();

  @Test
  void whoIsTakenApartIsEverywhereAsIfTheyHadNeverBeenOne() {
    LentTablet apart = new LentTablet(stack.newShop(), sandbox, true);
    apart.happens("a-phone");
    LentTablet together = new LentTablet(stack.newShop(), sandbox, true);
    together.happens("tablet");
    String one = together.shop.profile("user_id", "ann");
    assertThat(together.shop.profile("user_id", "bob")).isEqualTo(one);
    assertThat(together.state()).isNotEqualTo(apart.state());

    long asked = System.nanoTime();
    together
        .shop
        .admin()
        .post(
            together.shop.path("/profiles/" + one + "/unmerge"),
            Map.of(
                "edge",
                Map.of(
                    "a", Map.of("type", "anonymous_id", "value", "tablet"),
                    "b", Map.of("type", "user_id", "value", "bob"))));
    await()
        .atMost(PATIENCE)
        // The new person is known to one service after the other.
        .ignoreExceptionsInstanceOf(ApiFailure.class)
        .untilAsserted(() -> assertThat(together.state()).isEqualTo(apart.state()));
    Report.latency("unmerge: request to the last repair in the tool", asked);

    together.web.send(
        "track", Map.of("event", "Sign In", "userId", "bob", "anonymousId", "tablet"));
    together.shop.delivered();
    assertThat(together.shop.profile("user_id", "bob")).isNotEqualTo(one);
    assertThat(together.shop.profile("user_id", "ann")).isEqualTo(one);
    assertThat(together.shop.deliveries().inState("rejected")).isEmpty();
  }
}
