package dev.tributary.identity.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.threads.StreamLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers among each other. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventStreamTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration OFTEN = Duration.ofMillis(5);

  private final Memory memory = new Memory();
  private final EventStream stream = new EventStream(memory, OFTEN, OFTEN, new StreamLimits(3, 3));

  @Test
  void aSlowReaderLosesTheOldestIsToldHowManyAndCostsTheOthersNothing() throws Exception {
    StreamSubscriber slow = follow(null);
    StreamSubscriber quick = follow(null);
    List<EventId> told = new ArrayList<>();
    for (int batch = 0; batch < 3; batch++) {
      memory.decide(StreamSubscriber.BOUND);
      int wanted = (batch + 1) * StreamSubscriber.BOUND;
      while (told.size() < wanted) {
        quick.next(BOUND).events().forEach(each -> told.add(each.event()));
      }
    }
    assertThat(told).isEqualTo(memory.ids(0, 3 * StreamSubscriber.BOUND));
    // Waits for its turn: who is told last may be the slow one.
    stream.leave(new WorkspaceId("wsp_1"), quick);
    StreamSubscriber.Update late = slow.next(BOUND);
    assertThat(late.skipped()).isEqualTo(new SkippedCount(2L * StreamSubscriber.BOUND, true));
    assertThat(late.events())
        .extracting(DecidedEvent::event)
        .isEqualTo(memory.ids(2 * StreamSubscriber.BOUND, 3 * StreamSubscriber.BOUND));
  }

  @Test
  void whoComesAgainGoesOnAfterWhatWasTold() throws Exception {
    StreamSubscriber first = follow(null);
    memory.decide(2);
    Cursor last = first.next(BOUND).cursor();
    stream.leave(new WorkspaceId("wsp_1"), first);
    memory.decide(3);
    StreamSubscriber again = follow(last);
    assertThat(again.next(BOUND).events())
        .extracting(DecidedEvent::event)
        .isEqualTo(memory.ids(2, 5));
  }

  @Test
  void theStoreIsAskedForAllReadersTogetherAndNotAtAllWithoutOne() {
    StreamSubscriber one = follow(null);
    StreamSubscriber two = follow(null);
    stream.leave(new WorkspaceId("wsp_1"), one);
    stream.leave(new WorkspaceId("wsp_1"), two);
    await().atMost(BOUND).during(Duration.ofMillis(500)).until(memory.asked::get, new Same()::as);
  }

  @Test
  void whereTheStoreCannotBeReadReadersEndAndComeAgain() throws Exception {
    StreamSubscriber reader = follow(null);
    memory.broken = true;
    while (!reader.next(BOUND).over()) {
      // Until it is told of the end.
    }
    stream.leave(new WorkspaceId("wsp_1"), reader);
    memory.broken = false;
    memory.decide(1);
    assertThat(follow(new Cursor("0")).next(BOUND).events()).hasSize(1);
  }

  @Test
  void aChangeOfEventsOfTheWorkspaceWakesTheStreamAndNothingElseReadsTheStore() throws Exception {
    try (EventStream patient =
        new EventStream(memory, OFTEN, Duration.ofHours(1), new StreamLimits(3, 3))) {
      WorkspaceId here = new WorkspaceId("wsp_1");
      StreamSubscriber reader = patient.follow(here, StreamFilter.EVERYTHING, null);
      int asked = memory.asked.get();
      memory.decide(1);
      patient.published(changes("wsp_2", ChangeSubject.EVENTS));
      patient.published(changes("wsp_1", ChangeSubject.DELIVERIES));
      assertThat(reader.next(Duration.ofMillis(200)).nothing()).isTrue();
      assertThat(memory.asked).hasValue(asked);
      patient.published(changes("wsp_1", ChangeSubject.EVENTS));
      assertThat(reader.next(BOUND).events()).hasSize(1);
      patient.leave(here, reader);
    }
  }

  @Test
  void thereAreOnlySoManyPlacesAndTheEndOfTheServiceEndsAll() throws Exception {
    StreamSubscriber reader = follow(null);
    follow(null);
    follow(null);
    assertRefused(stream, "wsp_2");
    stream.close();
    while (!reader.next(BOUND).over()) {
      // Until it is told of the end.
    }
    stream.leave(new WorkspaceId("wsp_1"), reader);
    assertRefused(stream, "wsp_1");
  }

  /** The attack: one workspace follows as often as it can. */
  @Test
  void aWorkspaceThatTakesAllItsPlacesLeavesThoseOfOthers() {
    try (EventStream shared = new EventStream(memory, OFTEN, OFTEN, new StreamLimits(3, 2))) {
      StreamSubscriber first =
          shared.follow(new WorkspaceId("wsp_1"), StreamFilter.EVERYTHING, null);
      StreamSubscriber second =
          shared.follow(new WorkspaceId("wsp_1"), StreamFilter.EVERYTHING, null);
      for (int i = 0; i < 5; i++) {
        assertRefused(shared, "wsp_1");
      }
      StreamSubscriber other =
          shared.follow(new WorkspaceId("wsp_2"), StreamFilter.EVERYTHING, null);
      assertRefused(shared, "wsp_3");
      shared.leave(new WorkspaceId("wsp_1"), first);
      StreamSubscriber again =
          shared.follow(new WorkspaceId("wsp_1"), StreamFilter.EVERYTHING, null);
      shared.leave(new WorkspaceId("wsp_1"), again);
      shared.leave(new WorkspaceId("wsp_1"), second);
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

  private StreamSubscriber follow(@Nullable Cursor after) {
    return stream.follow(new WorkspaceId("wsp_1"), StreamFilter.EVERYTHING, after);
  }

  /** Whether a number is still what it was when it was looked at last. */
  private static final class Same {
    private int last = -1;

    boolean as(int number) {
      boolean same = number == last;
      last = number;
      return same;
    }
  }

  /** DecisionBatch by their number. */
  private static final class Memory implements DecisionLog {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean broken;
    private volatile int decided;

    void decide(int more) {
      decided += more;
    }

    List<EventId> ids(int from, int to) {
      return IntStream.range(from, to)
          .mapToObj(each -> new EventId(Integer.toString(each)))
          .toList();
    }

    @Override
    public Cursor now(WorkspaceId workspace) {
      asked.incrementAndGet();
      if (broken) {
        throw new IllegalStateException("The store is away");
      }
      return new Cursor(Integer.toString(decided));
    }

    @Override
    public DecisionBatch between(WorkspaceId workspace, Cursor from, Cursor to) {
      return new DecisionBatch(
          ids(Integer.parseInt(from.snapshot()), Integer.parseInt(to.snapshot())).stream()
              .map(id ->
                  DecidedEventBuilder.builder()
                      .event(id)
                      .source(new SourceId("src_web"))
                      .type("track")
                      .name(null)
                      .outcome("applied")
                      .reason(null)
                      .profile(null)
                      .timestamp(Instant.EPOCH)
                      .receivedAt(Instant.EPOCH)
                      .build())
              .toList(),
          SkippedCount.NOTHING);
    }
  }
}
