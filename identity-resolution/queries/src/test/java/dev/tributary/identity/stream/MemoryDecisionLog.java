package dev.tributary.identity.stream;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decisions by their number: a cursor is how many there were. It counts its calls. */
final class MemoryDecisionLog implements DecisionLog {
  private final List<String> outcomes = new CopyOnWriteArrayList<>();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(1);
  private volatile boolean broken;
  private volatile boolean holding;
  private volatile @Nullable Cursor heldFrom;
  private volatile boolean held;

  void decide(String outcome) {
    outcomes.add(outcome);
  }

  void decide(int more) {
    for (int i = 0; i < more; i++) {
      decide("applied");
    }
  }

  List<EventId> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(MemoryDecisionLog::id).toList();
  }

  /** How often the position was read. */
  int looks() {
    return looks.get();
  }

  /** How often decisions were read. */
  int reads() {
    return reads.get();
  }

  void broken(boolean now) {
    broken = now;
  }

  /** All reads wait from now on, with the answer of now. */
  void hold() {
    holding = true;
  }

  /** Reads of decisions that begin there wait from now on, and no others. */
  void holdReadsFrom(Cursor from) {
    heldFrom = from;
    holding = true;
  }

  boolean isHeld() {
    return held;
  }

  /** No read waits any longer. */
  void answer() {
    answered.countDown();
  }

  @Override
  public Cursor now(WorkspaceId workspace) {
    looks.incrementAndGet();
    if (broken) {
      throw new IllegalStateException("The store is away");
    }
    Cursor now = new Cursor(Integer.toString(outcomes.size()));
    if (holding && heldFrom == null) {
      await();
    }
    return now;
  }

  @Override
  public DecisionBatch between(WorkspaceId workspace, Cursor from, Cursor to) {
    reads.incrementAndGet();
    if (holding && (heldFrom == null || from.equals(heldFrom))) {
      await();
    }
    return new DecisionBatch(
        IntStream.range(Integer.parseInt(from.snapshot()), Integer.parseInt(to.snapshot()))
            .mapToObj(this::decided)
            .toList(),
        SkippedCount.NOTHING);
  }

  private void await() {
    held = true;
    try {
      answered.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DecidedEvent decided(int number) {
    return DecidedEventBuilder.builder()
        .event(id(number))
        .source(new SourceId("src_web"))
        .type("track")
        .name(null)
        .outcome(outcomes.get(number))
        .reason(null)
        .profile(null)
        .timestamp(Instant.EPOCH)
        .receivedAt(Instant.EPOCH)
        .build();
  }

  private static EventId id(int number) {
    return new EventId(Integer.toString(number));
  }
}
