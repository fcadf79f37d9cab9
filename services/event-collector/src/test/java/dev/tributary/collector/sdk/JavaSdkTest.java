package dev.tributary.collector.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;
import dev.tributary.collector.CollectorEnvironment;
import dev.tributary.collector.Surroundings;
import dev.tributary.collector.Surroundings.TestSource;
import dev.tributary.contracts.event.CallType;
import dev.tributary.testkit.faults.FaultyProxy;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CollectorEnvironment.class)
class JavaSdkTest {
  private static final Duration BOUND = Duration.ofMinutes(4);
  private static final int OF_EACH_TYPE = 1_000;
  private static final int ALL = OF_EACH_TYPE * CallType.values().length;

  @Test
  void everyCallArrivesOnceThroughA503AndALostAnswer() {
    TestSource source = Surroundings.source();
    URI collector = URI.create("http://127.0.0.1:" + RestAssured.port);
    Delivered delivered = new Delivered();
    try (FaultyProxy proxy = FaultyProxy.refusingThenLosing(collector)) {
      Analytics analytics =
          Analytics.builder(source.writeKey())
              .endpoint(proxy.uri().toString())
              .flushQueueSize(100)
              .flushInterval(1, TimeUnit.SECONDS)
              .callback(delivered)
              .build();
      for (int n = 0; n < OF_EACH_TYPE; n++) {
        for (CallType type : CallType.values()) {
          analytics.enqueue(message(type, n));
        }
      }
      analytics.flush();
      await().atMost(BOUND).until(() -> delivered.ended() == ALL);
      analytics.shutdown();
      assertThat(proxy.injected()).isEqualTo(2);
      assertThat(delivered.failed.get()).isZero();
    }
    SentCalls.assertEachArrivedOnce(source, OF_EACH_TYPE);
  }

  private static MessageBuilder<?, ?> message(CallType type, int n) {
    String call = type.wireName() + "-" + n;
    MessageBuilder<?, ?> message =
        switch (type) {
          case IDENTIFY -> IdentifyMessage.builder().traits(Map.of("call", call));
          case TRACK -> TrackMessage.builder("Order Completed").properties(Map.of("call", call));
          case PAGE -> PageMessage.builder("Home").properties(Map.of("call", call));
          case SCREEN -> ScreenMessage.builder("Home").properties(Map.of("call", call));
          case GROUP -> GroupMessage.builder("group-" + n).traits(Map.of("call", call));
          case ALIAS -> AliasMessage.builder(call);
        };
    message.userId("user-" + n);
    return message;
  }

  /** What the SDK says became of its messages. */
  private static final class Delivered implements Callback {
    private final AtomicInteger succeeded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    int ended() {
      return succeeded.get() + failed.get();
    }

    @Override
    public void success(Message message) {
      succeeded.incrementAndGet();
    }

    @Override
    public void failure(Message message, Throwable throwable) {
      failed.incrementAndGet();
    }
  }
}
