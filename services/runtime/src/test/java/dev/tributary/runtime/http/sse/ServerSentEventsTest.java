package dev.tributary.runtime.http.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Queued source = new Queued();

  @Test
  void aBatchIsAskedForWhenTheClientHasTakenTheLastOne() {
    source.batches.add(batch(false, "1", "2"));
    source.batches.add(batch(true, "3"));
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(LONG), LONG, 0);
    assertThat(next(client, 1)).isEqualTo("1");
    assertThat(next(client, 2)).isEqualTo("2");
    assertThat(source.asked).hasValue(1);
    assertThat(next(client, 3)).isEqualTo("3");
    client.awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  @Test
  void aClientThatDisconnectsClosesTheSourceAlthoughItWaits() {
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(LONG), LONG, 1);
    await().atMost(BOUND).untilAtomic(source.asked, equalTo(1));
    client.cancel();
    awaitClosedOnce();
  }

  @Test
  void theStreamEndsAtItsTimeAlthoughTheSourceWaits() {
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(SHORT), LONG, 1);
    client.awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  @Test
  void aStreamWhoseTimeIsOverEnds() {
    follow(Instant.now().minus(LONG), LONG, 1).awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  @Test
  void aClientThatTakesNothingEndsTheStream() {
    source.batches.add(batch(false, "1"));
    follow(Instant.now().plus(LONG), SHORT, 0).awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  @Test
  void aResponseThatNeverBeginsClosesTheSource() {
    ServerSentEvents.until(Instant.now().plus(LONG), SHORT, source);
    awaitClosedOnce();
    assertThat(source.asked).hasValue(0);
  }

  @Test
  void aSourceThatFailsEndsTheStream() {
    source.failing = true;
    follow(Instant.now().plus(LONG), LONG, 1).awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  private AssertSubscriber<OutboundSseEvent> follow(
      Instant end, Duration takenWithin, long demand) {
    return ServerSentEvents.until(end, takenWithin, source)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(demand));
  }

  /** Takes one more event, the one with that number, and returns its id. */
  private static String next(AssertSubscriber<OutboundSseEvent> client, int number) {
    client.request(1).awaitItems(number, BOUND);
    return client.getLastItem().getId();
  }

  private void awaitClosedOnce() {
    await().atMost(BOUND).untilAtomic(source.closed, equalTo(1));
    await().during(SHORT.multipliedBy(4)).atMost(BOUND).until(() -> source.closed.get() == 1);
  }

  private static ServerSentEvents.Batch batch(boolean last, String... ids) {
    return new ServerSentEvents.Batch(
        Stream.of(ids)
            .<OutboundSseEvent>map(
                id -> new OutboundSseEventImpl.BuilderImpl().id(id).data(id).build())
            .toList(),
        last);
  }

  private static final class Queued implements ServerSentEvents.Source {
    private final BlockingQueue<ServerSentEvents.Batch> batches = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile boolean failing;

    @Override
    public ServerSentEvents.Batch next() throws InterruptedException {
      asked.incrementAndGet();
      if (failing) {
        throw new IllegalStateException("The store is away");
      }
      return batches.take();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
