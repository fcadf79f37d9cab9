package dev.tributary.control.kafka;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.EntryRefused;
import dev.tributary.control.audit.TrailEntry;
import dev.tributary.control.audit.TrailStore;
import dev.tributary.control.audit.UnclassifiedFailure;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.settings.RetryCount;
import dev.tributary.runtime.loop.settings.RetryLimits;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Stores the messages of one workspace of a poll, and searches for the bad ones among them, as the
 * loops do. Messages that fail together are divided into halves, until one bad message is alone and
 * is quarantined. A failure that may be temporary is repeated within the {@link RetryLimits}; after
 * that, the messages count as its cause. While the store is unavailable, nothing is quarantined.
 *
 * <p>The search is kept between attempts, so each attempt brings it nearer to its end. One attempt
 * at a time.
 */
final class TrailSearch {
  private final TrailStore store;
  private final UnreadableMessages quarantine;
  private final RetryCount temporary;
  private final WorkspaceId workspace;

  /** The messages that are left, in their order. Each part is one transaction. */
  private final Deque<List<Received>> parts = new ArrayDeque<>();

  private int failures;

  /** A message with the entry that it adds. */
  record Received(Input input, TrailEntry entry) {}

  /**
   * @param received at least one message, and all of one workspace
   */
  TrailSearch(
      TrailStore store,
      UnreadableMessages quarantine,
      RetryLimits patience,
      InstantSource clock,
      List<Received> received) {
    this.store = store;
    this.quarantine = quarantine;
    this.temporary = new RetryCount(patience, clock);
    this.workspace = received.getFirst().entry().workspace();
    parts.push(List.copyOf(received));
  }

  /** Whether every message is stored or quarantined. */
  boolean over() {
    return parts.isEmpty();
  }

  /** How many attempts have failed. */
  int failures() {
    return failures;
  }

  /**
   * Stores or quarantines what is left.
   *
   * @return fails with the first failure that does not bring the search nearer to its end
   */
  Uni<Void> attempt() {
    return Uni.createFrom()
        .deferred(this::step)
        .repeat()
        .whilst(more -> more)
        .collect()
        .last()
        .replaceWithVoid()
        .onFailure()
        .invoke(() -> failures++);
  }

  /** Returns whether more is left. */
  private Uni<Boolean> step() {
    List<Received> part = parts.element();
    return store
        .add(workspace, part.stream().map(Received::entry).toList())
        .onItem()
        .transformToUni(_ -> passed())
        .onFailure()
        .recoverWithUni(failure -> failed(part, failure))
        .map(_ -> !parts.isEmpty());
  }

  private Uni<Void> failed(List<Received> part, Throwable failure) {
    boolean ofAnEntry =
        failure instanceof EntryRefused
            || (failure instanceof UnclassifiedFailure
                && temporary.isExceeded(part.getFirst(), part.size() == 1));
    if (!ofAnEntry) {
      return Uni.createFrom().failure(failure);
    }
    if (part.size() == 1) {
      return quarantine.keep(part.getFirst().input(), failure).chain(this::passed);
    }
    parts.pop();
    parts.push(part.subList(part.size() / 2, part.size()));
    parts.push(part.subList(0, part.size() / 2));
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> passed() {
    parts.pop();
    return Uni.createFrom().voidItem();
  }
}
