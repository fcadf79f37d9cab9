package dev.tributary.runtime.http.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private static final Sse SSE = new SseImpl();

  private final Queued source = new Queued();

  @Test
  void aBatchIsAskedForWhenTheClientHasTakenTheLastOne() {
    source.batches.add(batch("2", false, "1", "2"));
    source.batches.add(batch("3", true, "3"));
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(LONG), LONG, 0);
    assertThat(next(client, 1).getComment()).isEqualTo("follows");
    assertThat(next(client, 2).getData()).isEqualTo("1");
    assertThat(next(client, 3).getData()).isEqualTo("2");
    assertThat(source.asked).hasValue(1);
    assertThat(next(client, 4).getData()).isEqualTo("3");
    client.awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  @Test
  void theClientLearnsAtOnceThatItFollowsAndWhenToConnectAgain() {
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(LONG), LONG, 0);
    OutboundSseEvent opening = next(client, 1);
    assertThat(opening.getComment()).isEqualTo("follows");
    assertThat(opening.getReconnectDelay()).isEqualTo(1_000);
    client.cancel();
  }

  @Test
  void theLastEventOfABatchCarriesTheId() {
    source.batches.add(batch("2", true, "1", "2"));
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(LONG), LONG, 3);
    client.awaitCompletion(BOUND);
    assertThat(client.getItems())
        .extracting(OutboundSseEvent::getId)
        .containsExactly(null, null, "2");
  }

  @Test
  void aBatchWithoutEventsIsACommentWithTheId() {
    source.batches.add(batch("7", true));
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(LONG), LONG, 2);
    client.awaitCompletion(BOUND);
    assertThat(client.getLastItem().getComment()).isEqualTo("live");
    assertThat(client.getLastItem().getId()).isEqualTo("7");
    assertThat(client.getLastItem().getData()).isNull();
  }

  @Test
  void onlyTheFirstBatchDoesNotWait() {
    source.batches.add(batch(null, false));
    source.batches.add(batch(null, true));
    follow(Instant.now().plus(LONG), LONG, 3).awaitCompletion(BOUND);
    assertThat(source.waits).containsExactly(Duration.ZERO, Duration.ofSeconds(15));
  }

  @Test
  void aClientThatDisconnectsClosesTheSourceAlthoughItWaits() {
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(LONG), LONG, 2);
    await().atMost(BOUND).untilAtomic(source.asked, equalTo(1));
    client.cancel();
    awaitClosedOnce();
  }

  @Test
  void theStreamEndsAtItsTimeAlthoughTheSourceWaits() {
    AssertSubscriber<OutboundSseEvent> client = follow(Instant.now().plus(SHORT), LONG, 2);
    client.awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  @Test
  void aStreamWhoseTimeIsOverEnds() {
    follow(Instant.now().minus(LONG), LONG, 2).awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  @Test
  void aClientThatTakesNothingEndsTheStream() {
    source.batches.add(batch(null, false, "1"));
    follow(Instant.now().plus(LONG), SHORT, 0).awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  @Test
  void aResponseThatNeverBeginsClosesTheSource() {
    ServerSentEvents.until(Instant.now().plus(LONG), SHORT, SSE, source);
    awaitClosedOnce();
    assertThat(source.asked).hasValue(0);
  }

  @Test
  void aSourceThatFailsEndsTheStream() {
    source.failing = true;
    follow(Instant.now().plus(LONG), LONG, 2).awaitCompletion(BOUND);
    awaitClosedOnce();
  }

  private AssertSubscriber<OutboundSseEvent> follow(
      Instant end, Duration takenWithin, long demand) {
    return ServerSentEvents.until(end, takenWithin, SSE, source)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(demand));
  }

  /** Takes one more event, the one with that number. */
  private static OutboundSseEvent next(AssertSubscriber<OutboundSseEvent> client, int number) {
    client.request(1).awaitItems(number, BOUND);
    return client.getLastItem();
  }

  private void awaitClosedOnce() {
    await().atMost(BOUND).untilAtomic(source.closed, equalTo(1));
    await().during(SHORT.multipliedBy(4)).atMost(BOUND).until(() -> source.closed.get() == 1);
  }

  private static ServerSentEvents.Batch batch(@Nullable String id, boolean last, String... data) {
    return new ServerSentEvents.Batch(
        Stream.of(data).map(each -> new ServerSentEvents.Event("number", each)).toList(), id, last);
  }

  private static final class Queued implements ServerSentEvents.Source {
    private final BlockingQueue<ServerSentEvents.Batch> batches = new LinkedBlockingQueue<>();
    private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile boolean failing;

    @Override
    public Uni<ServerSentEvents.Batch> next(Duration atMost) {
      waits.add(atMost);
      asked.incrementAndGet();
      if (failing) {
        throw new IllegalStateException("The store is away");
      }
      return Uni.createFrom().item(Unchecked.supplier(batches::take));
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
