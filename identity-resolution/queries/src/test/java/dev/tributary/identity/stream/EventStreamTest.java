package dev.tributary.identity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.StreamLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One feed for the subscribers of a workspace. Nothing is read without a change in this test. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventStreamTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_1");
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofHours(1);
  private static final StreamPace BY_CHANGES = new StreamPace(Duration.ofMillis(5), LONG);

  private final MemoryDecisionLog log = new MemoryDecisionLog();
  private final EventStream stream = stream(new StreamLimits(3, 3));

  @AfterEach
  void release() {
    log.answer();
  }

  @Test
  void twoSubscribersCostOneReadPerChangeAndEachHasItsOwnFilter() {
    StreamSubscriber all = follow(null);
    StreamSubscriber duplicates =
        stream.follow(SHOP, new StreamFilter(null, null, "duplicate", null), null);
    int looks = log.looks();
    for (int change = 1; change <= 5; change++) {
      log.decide("applied");
      log.decide("duplicate");
      stream.published(changes("wsp_1", ChangeSubject.EVENTS));
      assertThat(ids(next(all))).isEqualTo(log.ids(2 * change - 2, 2 * change));
      assertThat(ids(next(duplicates))).isEqualTo(log.ids(2 * change - 1, 2 * change));
      assertThat(log.looks()).isEqualTo(looks + change);
      assertThat(log.reads()).isEqualTo(change);
    }
  }

  @Test
  void changesDuringAReadLeadToOneMoreReadTogether() {
    StreamSubscriber subscriber = follow(null);
    int looks = log.looks();
    log.hold();
    log.decide("applied");
    stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    await().atMost(BOUND).until(log::isHeld);
    for (int i = 0; i < 50; i++) {
      log.decide("applied");
      stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    }
    log.answer();
    List<EventId> got = new ArrayList<>();
    while (got.size() < 51) {
      got.addAll(ids(next(subscriber)));
    }
    assertThat(got).isEqualTo(log.ids(0, 51));
    assertThat(next(subscriber, MOMENT).nothing()).isTrue();
    assertThat(log.looks()).isEqualTo(looks + 2);
  }

  @Test
  void theNextReadComesOnlyAfterAPause() {
    try (EventStream slow =
        new EventStream(log, new StreamPace(LONG, LONG), new StreamLimits(3, 3))) {
      StreamSubscriber subscriber = slow.follow(SHOP, StreamFilter.EVERYTHING, null);
      log.decide("applied");
      slow.published(changes("wsp_1", ChangeSubject.EVENTS));
      assertThat(next(subscriber).events()).hasSize(1);
      log.decide("applied");
      slow.published(changes("wsp_1", ChangeSubject.EVENTS));
      assertThat(next(subscriber, MOMENT).nothing()).isTrue();
      slow.leave(SHOP, subscriber);
    }
  }

  @Test
  void onlyAChangeOfEventsOfTheWorkspaceLeadsToARead() {
    StreamSubscriber subscriber = follow(null);
    int looks = log.looks();
    log.decide("applied");
    stream.published(changes("wsp_2", ChangeSubject.EVENTS));
    stream.published(changes("wsp_1", ChangeSubject.DELIVERIES));
    assertThat(next(subscriber, MOMENT).nothing()).isTrue();
    assertThat(log.looks()).isEqualTo(looks);
    stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    assertThat(next(subscriber).events()).hasSize(1);
  }

  @Test
  void aChangeBeforeTheFirstReadHasEndedIsNotLost() {
    log.hold();
    CompletableFuture<StreamSubscriber> first =
        CompletableFuture.supplyAsync(() -> follow(null), Thread::startVirtualThread);
    await().atMost(BOUND).until(log::isHeld);
    log.decide("applied");
    stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    log.answer();
    assertThat(next(first.join()).events()).hasSize(1);
  }

  @Test
  void theReadsEndWithTheLastSubscriber() {
    StreamSubscriber one = follow(null);
    StreamSubscriber two = follow(null);
    stream.leave(SHOP, one);
    log.decide("applied");
    stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    assertThat(next(two).events()).hasSize(1);
    stream.leave(SHOP, two);
    int looks = log.looks();
    log.decide("applied");
    stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    await().during(MOMENT).atMost(BOUND).until(() -> log.looks() == looks);
    assertThat(next(two).over()).isTrue();
  }

  @Test
  void theStoreIsReadRegularlyBecauseAChangeCanBeLostButNotWithoutASubscriber() {
    Duration often = Duration.ofMillis(5);
    try (EventStream regular =
        new EventStream(log, new StreamPace(often, often), new StreamLimits(3, 3))) {
      StreamSubscriber subscriber = regular.follow(SHOP, StreamFilter.EVERYTHING, null);
      log.decide("applied");
      assertThat(next(subscriber).events()).hasSize(1);
      regular.leave(SHOP, subscriber);
    }
    // A read that had begun ends.
    await().during(MOMENT).atMost(BOUND).until(log::looks, new Same()::as);
  }

  @Test
  void aSlowSubscriberLosesTheOldestGetsTheirNumberAndHoldsNobody() {
    StreamSubscriber slow = follow(null);
    StreamSubscriber quick = follow(null);
    for (int batch = 0; batch < 3; batch++) {
      log.decide(StreamSubscriber.BOUND);
      stream.published(changes("wsp_1", ChangeSubject.EVENTS));
      assertThat(ids(next(quick)))
          .isEqualTo(log.ids(batch * StreamSubscriber.BOUND, (batch + 1) * StreamSubscriber.BOUND));
    }
    // Waits for the end of the last round: the slow subscriber can be the last one in it.
    stream.leave(SHOP, quick);
    StreamSubscriber.Update late = next(slow);
    assertThat(late.skipped()).isEqualTo(new SkippedCount(2L * StreamSubscriber.BOUND, true));
    assertThat(ids(late))
        .isEqualTo(log.ids(2 * StreamSubscriber.BOUND, 3 * StreamSubscriber.BOUND));
  }

  @Test
  void aSubscriberThatReturnsContinuesAfterItsCursor() {
    StreamSubscriber first = follow(null);
    log.decide(2);
    stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    Cursor last = next(first).cursor();
    stream.leave(SHOP, first);
    log.decide(3);
    assertThat(ids(next(follow(last)))).isEqualTo(log.ids(2, 5));
  }

  @Test
  void aSubscriberThatReadsWhatItMissedHoldsNobodyAndGetsAllInOrder() {
    log.decide(2);
    StreamSubscriber present = follow(null);
    log.holdReadsFrom(new Cursor("0"));
    CompletableFuture<StreamSubscriber> returning =
        CompletableFuture.supplyAsync(() -> follow(new Cursor("0")), Thread::startVirtualThread);
    await().atMost(BOUND).until(log::isHeld);
    log.decide(3);
    stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    assertThat(ids(next(present))).isEqualTo(log.ids(2, 5));
    log.answer();
    StreamSubscriber returned = returning.join();
    List<EventId> got = new ArrayList<>();
    while (got.size() < 5) {
      got.addAll(ids(next(returned)));
    }
    assertThat(got).isEqualTo(log.ids(0, 5));
  }

  @Test
  void ifTheStoreCannotBeReadSubscribersEndAndMayReturn() {
    StreamSubscriber subscriber = follow(null);
    log.broken(true);
    stream.published(changes("wsp_1", ChangeSubject.EVENTS));
    assertThat(next(subscriber).over()).isTrue();
    stream.leave(SHOP, subscriber);
    assertThatThrownBy(() -> follow(null)).isInstanceOf(IllegalStateException.class);
    log.broken(false);
    log.decide(1);
    assertThat(next(follow(new Cursor("0"))).events()).hasSize(1);
  }

  @Test
  void placesAreLimitedAndTheEndOfTheServiceEndsAll() {
    StreamSubscriber subscriber = follow(null);
    follow(null);
    follow(null);
    assertRefused(stream, "wsp_2");
    stream.close();
    assertThat(next(subscriber).over()).isTrue();
    stream.leave(SHOP, subscriber);
    assertRefused(stream, "wsp_1");
  }

  /** The attack: one workspace follows as often as it can. */
  @Test
  void aWorkspaceThatTakesAllItsPlacesLeavesThoseOfOthers() {
    try (EventStream shared = stream(new StreamLimits(3, 2))) {
      StreamSubscriber first = shared.follow(SHOP, StreamFilter.EVERYTHING, null);
      StreamSubscriber second = shared.follow(SHOP, StreamFilter.EVERYTHING, null);
      for (int i = 0; i < 5; i++) {
        assertRefused(shared, "wsp_1");
      }
      StreamSubscriber other =
          shared.follow(new WorkspaceId("wsp_2"), StreamFilter.EVERYTHING, null);
      assertRefused(shared, "wsp_3");
      shared.leave(SHOP, first);
      StreamSubscriber again = shared.follow(SHOP, StreamFilter.EVERYTHING, null);
      shared.leave(SHOP, again);
      shared.leave(SHOP, second);
      shared.leave(new WorkspaceId("wsp_2"), other);
    }
  }

  private static void assertRefused(EventStream full, String workspace) {
    assertThatThrownBy(() -> full.follow(new WorkspaceId(workspace), StreamFilter.EVERYTHING, null))
        .isInstanceOf(Problem.class);
  }

  private static PublishedChanges changes(String workspace, ChangeSubject subject) {
    return new PublishedChanges(
        "identity-resolution",
        Instant.EPOCH,
        Map.of(new WorkspaceId(workspace), List.of(new ChangedObjects(subject, List.of()))));
  }

  private EventStream stream(StreamLimits limits) {
    return new EventStream(log, BY_CHANGES, limits);
  }

  private StreamSubscriber follow(@Nullable Cursor after) {
    return stream.follow(SHOP, StreamFilter.EVERYTHING, after);
  }

  private static StreamSubscriber.Update next(StreamSubscriber subscriber) {
    return next(subscriber, BOUND);
  }

  private static StreamSubscriber.Update next(StreamSubscriber subscriber, Duration atMost) {
    return subscriber.next(atMost).await().indefinitely();
  }

  private static List<EventId> ids(StreamSubscriber.Update update) {
    return update.events().stream().map(DecidedEvent::event).toList();
  }

  /** Whether a number is the one of the last look. */
  private static final class Same {
    private int last = -1;

    boolean as(int number) {
      boolean same = number == last;
      last = number;
      return same;
    }
  }
}
