package dev.tributary.identity.stream;

import dev.tributary.contracts.id.WorkspaceId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import io.smallrye.mutiny.operators.multi.processors.SerializedProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one workspace, for all its subscribers at this instance. A wake leads to one
 * read of the store, and each subscriber gets what this read has found. Wakes during a read lead to
 * one more read together. The feed ends with its last subscriber, or if the store cannot be read.
 * Thread-safe: the store is read without a lock.
 */
final class WorkspaceFeed {
  private static final System.Logger LOG = System.getLogger(WorkspaceFeed.class.getName());

  /** Reads of what returning subscribers have missed, at the same time. */
  private static final int CATCHING_UP = 2;

  private static final Executor VIRTUAL_THREADS =
      task -> Thread.ofVirtual().name("event-stream").start(task);

  private final WorkspaceId workspace;
  private final DecisionLog log;
  private final StreamPace pace;
  private final Consumer<WorkspaceFeed> onEnd;
  private final BroadcastProcessor<Long> wakes = BroadcastProcessor.create();
  private final SerializedProcessor<Long, Long> waking = wakes.serialized();
  private final BroadcastProcessor<NewDecisions> decisions = BroadcastProcessor.create();
  private final Semaphore catchingUp = new Semaphore(CATCHING_UP, true);
  private final Set<StreamSubscriber> subscribers = new HashSet<>();
  private @Nullable Cursor position;
  private @Nullable Cancellable reading;
  private volatile boolean woken;
  private boolean over;

  /**
   * @param onEnd called once
   */
  WorkspaceFeed(
      WorkspaceId workspace, DecisionLog log, StreamPace pace, Consumer<WorkspaceFeed> onEnd) {
    this.workspace = workspace;
    this.log = log;
    this.pace = pace;
    this.onEnd = onEnd;
  }

  /** The result of one read, for all subscribers. */
  record NewDecisions(DecisionBatch batch, Cursor upTo) {}

  WorkspaceId workspace() {
    return workspace;
  }

  /**
   * Adds a subscriber. The caller's thread reads what the subscriber has missed, so that the others
   * do not wait for it.
   *
   * @param after the decisions that the subscriber has got already, or null to begin now
   * @return null if this feed has ended meanwhile
   */
  @Nullable StreamSubscriber join(StreamFilter filter, @Nullable Cursor after) {
    try {
      Cursor begin = begin();
      StreamSubscriber subscriber = add(filter, begin);
      if (subscriber != null && after != null) {
        catchUp(subscriber, after);
      }
      return subscriber;
    } catch (RuntimeException e) {
      endIfUnused();
      throw e;
    }
  }

  /** The present position; the first subscriber begins at the end of the store. */
  private Cursor begin() {
    synchronized (this) {
      if (position != null) {
        return position;
      }
    }
    return log.now(workspace);
  }

  private synchronized @Nullable StreamSubscriber add(StreamFilter filter, Cursor begin) {
    if (over) {
      return null;
    }
    if (position == null) {
      position = begin;
      reading = read();
      if (woken) {
        // The change came while the first position was read.
        waking.onNext(0L);
      }
    }
    StreamSubscriber subscriber = new StreamSubscriber(filter, position);
    subscriber.follow(decisions);
    subscribers.add(subscriber);
    return subscriber;
  }

  private void catchUp(StreamSubscriber subscriber, Cursor after) {
    catchingUp.acquireUninterruptibly();
    try {
      subscriber.missed(log.between(workspace, after, subscriber.begin()));
    } catch (RuntimeException e) {
      leave(subscriber);
      throw e;
    } finally {
      catchingUp.release();
    }
  }

  void leave(StreamSubscriber subscriber) {
    subscriber.leave();
    synchronized (this) {
      subscribers.remove(subscriber);
    }
    endIfUnused();
  }

  private void endIfUnused() {
    synchronized (this) {
      if (over || !subscribers.isEmpty()) {
        return;
      }
      stop();
    }
    onEnd.accept(this);
  }

  /** There are decisions that no subscriber has got. Never blocks. */
  void changed() {
    woken = true;
    waking.onNext(0L);
  }

  /** Reads the store at each wake, one read after another, and regularly. */
  private Cancellable read() {
    Multi<Long> regularly =
        Multi.createFrom().ticks().startingAfter(pace.quiet()).every(pace.quiet());
    return Multi.createBy()
        .merging()
        .streams(wakes.onOverflow().drop(), regularly.onOverflow().drop())
        // A wake that comes during a read waits, and replaces the one that waits already.
        .onOverflow()
        .dropPreviousItems()
        .onItem()
        .transformToUniAndConcatenate(_ -> advanceAndPause())
        .subscribe()
        .with(_ -> {}, this::failed, this::end);
  }

  /** The thread has no part in the request with which the feed began. */
  private Uni<Void> advanceAndPause() {
    return Uni.createFrom()
        .completionStage(() -> CompletableFuture.runAsync(this::advance, VIRTUAL_THREADS))
        .onItem()
        .delayIt()
        .by(pace.interval());
  }

  /** Reads what is new and passes it on. */
  private void advance() {
    Cursor from = begin();
    Cursor now = log.now(workspace);
    // The snapshot is unchanged where no transaction has written.
    DecisionBatch batch = now.equals(from) ? DecisionBatch.NONE : log.between(workspace, from, now);
    synchronized (this) {
      if (over) {
        return;
      }
      position = now;
      decisions.onNext(new NewDecisions(batch, now));
    }
  }

  private void failed(Throwable cause) {
    LOG.log(
        cause instanceof Error ? Level.ERROR : Level.WARNING,
        "The stream of events of workspace %s ends. Clients may reconnect".formatted(workspace),
        cause);
    end();
  }

  /** Ends the reading and all subscribers, who may come again with their cursor. */
  void end() {
    synchronized (this) {
      if (over) {
        return;
      }
      stop();
    }
    onEnd.accept(this);
  }

  /** Called with the lock. */
  private void stop() {
    over = true;
    if (reading != null) {
      reading.cancel();
    }
    decisions.onComplete();
  }
}
