package dev.tributary.collector.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.collector.Surroundings.TestSource;
import dev.tributary.collector.WrittenLog;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.TrackingEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the programs that use SDKs send: of each type the same number, told apart by a name. */
final class SentCalls {
  private static final Duration BOUND = Duration.ofMinutes(3);

  private SentCalls() {}

  /**
   * None is lost, and only a repeated sending of the same message stands on the log twice. Waits
   * for what is still on its way, for SDKs send in the background.
   */
  static void assertEachArrivedOnce(TestSource source, int ofEachType) {
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertEachStandsOnTheLog(source, ofEachType));
  }

  private static void assertEachStandsOnTheLog(TestSource source, int ofEachType) {
    List<TrackingEvent> onLog =
        WrittenLog.readEvents(source.id(), CallType.values().length * ofEachType);
    Map<String, TrackingEvent> byMessageId = new HashMap<>();
    for (TrackingEvent event : onLog) {
      TrackingEvent before = byMessageId.put(event.messageId(), event);
      assertThat(before == null ? event.contentHash() : before.contentHash())
          .as("What is sent again is the same event")
          .isEqualTo(event.contentHash());
    }
    assertThat(onLog)
        .as("An answer was lost, so a batch came twice")
        .hasSizeGreaterThan(byMessageId.size());
    Set<String> expected =
        Arrays.stream(CallType.values())
            .flatMap(
                type -> IntStream.range(0, ofEachType).mapToObj(n -> type.wireName() + "-" + n))
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(byMessageId.values())
        .extracting(SentCalls::name)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String name(TrackingEvent event) {
    return switch (event.type()) {
      case IDENTIFY, GROUP -> event.traits().path("call").asText();
      case TRACK, PAGE, SCREEN -> event.properties().path("call").asText();
      case ALIAS -> String.valueOf(event.previousId());
    };
  }
}
