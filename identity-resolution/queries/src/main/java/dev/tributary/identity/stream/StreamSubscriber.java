package dev.tributary.identity.stream;

import dev.tributary.runtime.threads.Signal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber to the decisions of a workspace, with its own filter and a bounded buffer. The feed
 * puts decisions here and never waits: a slow client loses the oldest decisions, and gets their
 * number. Thread-safe.
 */
public final class StreamSubscriber {
  /** As many as a page shows. */
  static final int BOUND = 1_000;

  private final StreamFilter filter;
  private final Cursor begin;
  private final Deque<DecidedEvent> waiting = new ArrayDeque<>();
  private final Signal arrival = new Signal();
  private @Nullable Cancellable subscription;
  private SkippedCount skipped = SkippedCount.NOTHING;
  private Cursor cursor;
  private boolean over;

  /**
   * @param begin the position after which the feed puts decisions here
   */
  StreamSubscriber(StreamFilter filter, Cursor begin) {
    this.filter = filter;
    this.begin = begin;
    this.cursor = begin;
  }

  /**
   * The decisions since the last call.
   *
   * @param skipped how many were left out before the events
   * @param cursor where to go on after all of them
   * @param over whether nothing follows
   */
  public record Update(
      SkippedCount skipped, List<DecidedEvent> events, Cursor cursor, boolean over) {
    public boolean nothing() {
      return events.isEmpty() && skipped.count() == 0;
    }
  }

  /** Called once, before the first of {@code decisions}. */
  synchronized void follow(Multi<WorkspaceFeed.NewDecisions> decisions) {
    subscription = decisions.subscribe().with(this::offer, _ -> end(), this::end);
  }

  Cursor begin() {
    return begin;
  }

  /** The decisions before the first ones of the feed. Called before {@link #next}. */
  synchronized void missed(DecisionBatch decisions) {
    for (DecidedEvent decided : decisions.events().reversed()) {
      if (filter.includes(decided)) {
        waiting.addFirst(decided);
      }
    }
    skip(decisions.skipped());
    if (hasNews()) {
      arrival.raise();
    }
  }

  private void offer(WorkspaceFeed.NewDecisions decisions) {
    boolean anything;
    synchronized (this) {
      for (DecidedEvent decided : decisions.batch().events()) {
        if (filter.includes(decided)) {
          waiting.addLast(decided);
        }
      }
      skip(decisions.batch().skipped());
      cursor = decisions.upTo();
      anything = hasNews();
    }
    if (anything) {
      arrival.raise();
    }
  }

  private void skip(SkippedCount more) {
    skipped = skipped.and(more);
    while (waiting.size() > BOUND) {
      waiting.removeFirst();
      skipped = skipped.and(new SkippedCount(1, true));
    }
  }

  private boolean hasNews() {
    return !waiting.isEmpty() || skipped.count() > 0;
  }

  private void end() {
    synchronized (this) {
      over = true;
    }
    arrival.raise();
  }

  /** Gets no more decisions. A second call does nothing. */
  void leave() {
    Cancellable following;
    synchronized (this) {
      following = subscription;
    }
    if (following != null) {
      following.cancel();
    }
    end();
  }

  /** Waits until there are decisions, or for that long. No thread waits. */
  public Uni<Update> next(Duration atMost) {
    return arrival.within(atMost).map(_ -> taken());
  }

  private synchronized Update taken() {
    Update update = new Update(skipped, List.copyOf(waiting), cursor, over);
    waiting.clear();
    skipped = SkippedCount.NOTHING;
    return update;
  }
}
