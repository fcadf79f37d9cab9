package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ann lends Bob her tablet in three shops. Two change whether a device makes people one, and decide
 * everybody anew: each ends like the shop that had these rules from the beginning, down to what the
 * tool holds.
 */
@Tag("soak")
@Tag("soak-journeys")
class RebuildTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();

  @Test
  void changedRulesAreEverywhereAsIfTheyHadAlwaysHeld() {
    LentTablet together = shop(true);
    LentTablet apart = shop(false);
    Map<String, Object> one = together.state();
    Map<String, Object> two = apart.state();
    assertThat(one).isNotEqualTo(two);

    becomes(together, false, two);
    becomes(apart, true, one);

    together.web.send(
        "track", Map.of("event", "Sign In", "userId", "bob", "anonymousId", "tablet"));
    together.shop.delivered();
    assertThat(together.shop.profile("user_id", "bob"))
        .isNotEqualTo(together.shop.profile("user_id", "ann"));
    assertThat(together.shop.deliveries().inState("rejected")).isEmpty();
    assertThat(apart.shop.deliveries().inState("rejected")).isEmpty();
  }

  private LentTablet shop(boolean deviceJoins) {
    LentTablet shop = new LentTablet(stack.newShop(), sandbox, deviceJoins);
    shop.happens("tablet");
    return shop;
  }

  private static void becomes(
      LentTablet changed, boolean deviceJoins, Map<String, Object> expected) {
    changed.rules(deviceJoins);
    long asked = System.nanoTime();
    changed.shop.admin().post(changed.shop.path("/identity/rebuilds"), Map.of());
    await()
        .atMost(PATIENCE)
        // Who is new is known to one service after the other.
        .ignoreExceptionsInstanceOf(ApiFailure.class)
        .untilAsserted(() -> assertThat(changed.state()).isEqualTo(expected));
    Report.latency("rebuild: request to the last repair in the tool", asked);
  }
}
