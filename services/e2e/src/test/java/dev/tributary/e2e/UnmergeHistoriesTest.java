package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.workspace.ApiFailure;
import dev.tributary.testkit.lane.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Generated histories of people who share devices, merge and are unmerged, through the whole
 * installation. In the end, their traits, their events, their audiences and their records at the
 * destination are the same as in a workspace where each person used an own device. Repeat a run
 * with {@code -Dtributary.seed}.
 */
@Tag("soak")
@Tag("soak-models")
class UnmergeHistoriesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long SEED = Lane.seed();
  private static final int PAIRS = Lane.size("tributary.cases", 3, 20);
  private static final Instant BEGIN = Instant.now().minus(Duration.ofDays(2));

  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();
  private final Random random = new Random(SEED);

  /** A call of the tracking API; what it names as the shared device differs between the shops. */
  private record TrackingCall(String type, Map<String, Object> item) {}

  @Test
  void whoeverIsTakenApartIsAsIfTheyHadNeverBeenOne() {
    System.out.println("UnmergeHistoriesTest with -Dtributary.seed=" + SEED);
    LentTablet apart = new LentTablet(stack.newShop(), sandbox, true);
    LentTablet together = new LentTablet(stack.newShop(), sandbox, true);
    List<TrackingCall> before = new ArrayList<>();
    List<TrackingCall> after = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      before.addAll(history(pair));
      after.addAll(deeds(pair, 1 + random.nextInt(3)));
      after.add(signIn(pair));
    }
    happens(before, apart, together);
    assertThat(together.state(users())).isNotEqualTo(apart.state(users()));
    for (int pair = 0; pair < PAIRS; pair++) {
      assertThat(together.shop.profile("user_id", bob(pair)))
          .isEqualTo(together.shop.profile("user_id", ann(pair)));
      takeApart(together.shop, pair);
    }
    awaitAlike(apart, together);
    happens(after, apart, together);
    awaitAlike(apart, together);
    for (int pair = 0; pair < PAIRS; pair++) {
      assertThat(together.shop.profile("user_id", bob(pair)))
          .isNotEqualTo(together.shop.profile("user_id", ann(pair)));
    }
    assertThat(together.shop.deliveries().inState("rejected")).isEmpty();
  }

  private static String ann(int pair) {
    return "ann" + pair;
  }

  private static String bob(int pair) {
    return "bob" + pair;
  }

  private static String tablet(int pair) {
    return "tablet" + pair;
  }

  /** Both are known first, each by an address; the rest is in any order. */
  private List<TrackingCall> history(int pair) {
    List<TrackingCall> rest = deeds(pair, 2 + random.nextInt(6));
    rest.add(signIn(pair));
    Collections.shuffle(rest, random);
    List<TrackingCall> history = new ArrayList<>();
    history.add(
        said("identify", Map.of("userId", ann(pair), "anonymousId", tablet(pair)), ann(pair)));
    history.add(said("identify", Map.of("userId", bob(pair)), bob(pair)));
    history.addAll(rest);
    return history;
  }

  private List<TrackingCall> deeds(int pair, int count) {
    List<TrackingCall> deeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String user = random.nextBoolean() ? ann(pair) : bob(pair);
      deeds.add(
          switch (random.nextInt(4)) {
            case 0 -> said("track", Map.of("userId", user, "event", "Order Completed"), null);
            case 1 -> said("page", Map.of("anonymousId", tablet(pair), "name", "Home"), null);
            default ->
                said("identify", Map.of("userId", user, "traits", Map.of(trait(), value())), null);
          });
    }
    return deeds;
  }

  private String trait() {
    return List.of("firstName", "plan", "city").get(random.nextInt(3));
  }

  private String value() {
    return List.of("gold", "silver", "none").get(random.nextInt(3));
  }

  /** Names the tablet in one shop, and a phone in the other. */
  private TrackingCall signIn(int pair) {
    return said(
        "track", Map.of("userId", bob(pair), "event", "Sign In", "device", "lent" + pair), null);
  }

  private TrackingCall said(String type, Map<String, Object> item, String address) {
    Map<String, Object> all = new HashMap<>(item);
    all.put("timestamp", BEGIN.plusMillis(random.nextInt(86_400_000)).toString());
    if (address != null) {
      all.put("address", address);
    }
    return new TrackingCall(type, all);
  }

  private void happens(List<TrackingCall> history, LentTablet apart, LentTablet together) {
    for (TrackingCall said : history) {
      say(apart, said, "phone");
      say(together, said, "tablet");
    }
    apart.shop.delivered();
    together.shop.delivered();
  }

  private static void say(LentTablet shop, TrackingCall said, String lent) {
    Map<String, Object> item = new HashMap<>(said.item());
    Object device = item.remove("device");
    if (device != null) {
      item.put("anonymousId", device.toString().replace("lent", lent));
    }
    Object address = item.remove("address");
    if (address != null) {
      item.put("traits", Map.of("email", shop.email(address.toString())));
    }
    shop.web.send(said.type(), item);
  }

  private static void takeApart(Shop shop, int pair) {
    shop.admin()
        .post(
            shop.path("/profiles/" + shop.profile("user_id", ann(pair)) + "/unmerge"),
            Map.of(
                "edge",
                Map.of(
                    "a", Map.of("type", "anonymous_id", "value", tablet(pair)),
                    "b", Map.of("type", "user_id", "value", bob(pair)))));
  }

  private static List<String> users() {
    return IntStream.range(0, PAIRS)
        .boxed()
        .flatMap(pair -> Stream.of(ann(pair), bob(pair)))
        .toList();
  }

  private static void awaitAlike(LentTablet apart, LentTablet together) {
    Map<String, Object> expected = apart.state(users());
    await()
        .atMost(PATIENCE)
        // The new people are known to one service after the other.
        .ignoreExceptionsInstanceOf(ApiFailure.class)
        .untilAsserted(() -> assertThat(differences(expected, together.state(users()))).isEmpty());
  }

  private static List<String> differences(Map<String, Object> expected, Map<String, Object> state) {
    return expected.keySet().stream()
        .filter(what -> !expected.get(what).equals(state.get(what)))
        .map(what -> "%s: %s, not %s".formatted(what, state.get(what), expected.get(what)))
        .toList();
  }
}
