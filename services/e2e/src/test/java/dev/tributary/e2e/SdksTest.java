package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.browser.Chromium;
import dev.tributary.testkit.faults.FaultyProxy;
import dev.tributary.testkit.lane.Lane;
import dev.tributary.testkit.node.NodeProject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vendors' SDKs, unchanged, with every call type, through a 503 and an answer that is lost: each
 * call is applied to its person once. The n-th call of a type is named {@code <type>-<n>}.
 */
@Tag("soak-sdks")
class SdksTest {
  private static final long MOST_BROWSERS = 20;
  private static final int OF_EACH_TYPE = Lane.size("tributary.calls", 25, 1_000);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BOUND = Duration.ofMinutes(4);
  private static final List<String> TYPES =
      List.of("identify", "track", "page", "screen", "group", "alias");

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final Source web = shop.source("web");

  @ParameterizedTest
  @MethodSource("nodeSdks")
  void everyCallOfANodeSdkIsAppliedOnceAndAliasJoinsTheBrowser(String sdk) {
    int ofEachType = OF_EACH_TYPE;
    try (FaultyProxy proxy = faulty()) {
      NodeProject.Ended ended =
          NodeProject.sdkClients()
              .run(
                  BOUND,
                  "send.mjs",
                  sdk,
                  proxy.uri().toString(),
                  web.writeKey(),
                  Integer.toString(ofEachType));
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      assertThat(proxy.injected()).isEqualTo(2);
    }
    assertEachWasAppliedOnce(ofEachType);
    // Each user with the browser that the alias names is one person.
    assertThat(people()).isEqualTo(ofEachType);
    assertThatAliasJoins(0, 0);
    assertThatAliasJoins(ofEachType - 1, ofEachType - 1);
  }

  /** One of them is enough to notice that none works. */
  static Stream<String> nodeSdks() {
    return switch (Lane.current()) {
      case GATING -> Stream.of("segment");
      case SOAK -> Stream.of("segment", "rudder");
    };
  }

  @Test
  @Tag("soak")
  void everyCallOfTheJavaSdkIsAppliedOnce() {
    int ofEachType = OF_EACH_TYPE;
    try (FaultyProxy proxy = faulty()) {
      Analytics analytics =
          Analytics.builder(web.writeKey())
              .endpoint(proxy.uri().toString())
              .flushQueueSize(100)
              .flushInterval(1, TimeUnit.SECONDS)
              .build();
      for (int n = 0; n < ofEachType; n++) {
        for (String type : TYPES) {
          analytics.enqueue(message(type, n));
        }
      }
      analytics.flush();
      awaitEverything(ofEachType);
      analytics.shutdown();
      assertThat(proxy.injected()).isEqualTo(2);
    }
    assertEachWasAppliedOnce(ofEachType);
    assertThat(people()).isEqualTo(ofEachType);
    assertThatAliasJoins(7, 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "batching"})
  @Tag("soak")
  void everyCallOfTheBrowserSdkIsAppliedOnce(String strategy) throws Exception {
    int ofEachType = 50;
    try (Chromium chromium = Chromium.launch()) {
      HttpServer site =
          SimpleFileServer.createFileServer(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              NodeProject.sdkClients().folder().toAbsolutePath().normalize(),
              OutputLevel.NONE);
      site.start();
      try (FaultyProxy proxy = faulty();
          Page page = chromium.browser().newPage()) {
        page.setDefaultTimeout(BOUND.toMillis());
        page.navigate("http://localhost:" + site.getAddress().getPort() + "/browser.html");
        page.evaluate(
            "options => sendEverything(options)",
            Map.of(
                "url",
                proxy.uri().toString(),
                "writeKey",
                web.writeKey(),
                "strategy",
                strategy,
                "count",
                ofEachType));
        page.waitForFunction("() => window.done");
        // A page that is closed sends nothing again.
        awaitEverything(ofEachType);
        assertThat(proxy.injected()).isEqualTo(2);
      } finally {
        site.stop(0);
      }
    }
    assertEachWasAppliedOnce(ofEachType);
    // Whoever signs in after somebody else gets an anonymous id of their own from this SDK, and an
    // alias is always sent in the name of who is signed in: as many join them as the rules allow a
    // person in a week, whichever come first.
    assertThat(people()).isEqualTo(ofEachType);
    String last = shop.profile("user_id", "user-" + (ofEachType - 1));
    assertThat(last).isNotEmpty();
    assertThat(aliasesOf(last, ofEachType)).isBetween(1L, MOST_BROWSERS);
  }

  private FaultyProxy faulty() {
    return FaultyProxy.refusingThenLosing(URI.create(stack.url(Service.COLLECTOR)));
  }

  /** Until each call is applied, and what was sent again after the lost answer has come too. */
  private void awaitEverything(int ofEachType) {
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          assertThat(applied()).containsAll(sent(ofEachType));
          assertThat(repeats()).as("the answer to a batch was lost, so it came twice").isNotEmpty();
        });
  }

  private void assertEachWasAppliedOnce(int ofEachType) {
    shop.delivered();
    assertThat(applied()).containsExactlyInAnyOrderElementsOf(sent(ofEachType));
    assertThat(repeats()).as("the answer to a batch was lost, so it came twice").isNotEmpty();
    assertThat(new AcceptedEvents(shop, stack).list("outcome=quarantined")).isEmpty();
  }

  private static Set<String> sent(int ofEachType) {
    return TYPES.stream()
        .flatMap(type -> IntStream.range(0, ofEachType).mapToObj(n -> type + "-" + n))
        .collect(Collectors.toSet());
  }

  private List<JsonNode> repeats() {
    return new AcceptedEvents(shop, stack).list("outcome=duplicate");
  }

  /** The names of the calls that had an effect, as often as they had. */
  private List<String> applied() {
    return new AcceptedEvents(shop, stack)
        .export("as=received&outcome=applied").stream()
            .map(event -> sent(event.path("received").asText()))
            .map(SdksTest::name)
            .toList();
  }

  private static JsonNode sent(String item) {
    try {
      return JSON.readTree(item);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(item, e);
    }
  }

  private static String name(JsonNode item) {
    return switch (item.path("type").asText()) {
      case "identify", "group" -> item.path("traits").path("call").asText();
      case "alias" -> item.path("previousId").asText();
      default -> item.path("properties").path("call").asText();
    };
  }

  private int people() {
    return shop.admin().get(shop.path("/identity/summary")).path("profiles").asInt();
  }

  private long aliasesOf(String person, int aliases) {
    return IntStream.range(0, aliases)
        .filter(n -> person.equals(shop.profile("anonymous_id", "alias-" + n)))
        .count();
  }

  /**
   * The previous id as a browser's. As a user's it would be the person's second, and they have one.
   */
  private void assertThatAliasJoins(int alias, int user) {
    String person = shop.profile("user_id", "user-" + user);
    assertThat(person).isNotEmpty();
    assertThat(shop.profile("anonymous_id", "alias-" + alias)).isEqualTo(person);
    assertThat(shop.profile("user_id", "alias-" + alias)).isEmpty();
  }

  private static MessageBuilder<?, ?> message(String type, int n) {
    String call = type + "-" + n;
    MessageBuilder<?, ?> message =
        switch (type) {
          case "identify" -> IdentifyMessage.builder().traits(Map.of("call", call));
          case "track" -> TrackMessage.builder("Order Completed").properties(Map.of("call", call));
          case "page" -> PageMessage.builder("Home").properties(Map.of("call", call));
          case "screen" -> ScreenMessage.builder("Home").properties(Map.of("call", call));
          case "group" -> GroupMessage.builder("group-" + n).traits(Map.of("call", call));
          default -> AliasMessage.builder(call);
        };
    message.userId("user-" + n);
    return message;
  }
}
