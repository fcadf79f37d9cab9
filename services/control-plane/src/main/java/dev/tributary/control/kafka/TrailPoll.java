package dev.tributary.control.kafka;

import dev.tributary.control.audit.TrailUnavailable;
import dev.tributary.runtime.loop.Input;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a poll that are neither in the trail nor in the quarantine. Each workspace has
 * transactions of its own, and those of several workspaces run side by side. A workspace that fails
 * does not hold the others up. One attempt at a time.
 */
final class TrailPoll {
  private static final int AT_ONCE = 4;

  private final UnreadableMessages quarantine;
  private final List<TrailSearch> searches;
  private final List<Unreadable> unreadable;

  /** A message that is not one of its type. */
  record Unreadable(Input input, Throwable failure) {}

  TrailPoll(
      UnreadableMessages quarantine, List<TrailSearch> searches, List<Unreadable> unreadable) {
    this.quarantine = quarantine;
    this.searches = new ArrayList<>(searches);
    this.unreadable = new ArrayList<>(unreadable);
  }

  /**
   * Stores or quarantines what is left.
   *
   * @return fails if something is left, with the reason; the next attempt goes on there
   */
  Uni<Void> attempt() {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    return Multi.createFrom()
        .iterable(List.copyOf(searches))
        .onItem()
        .transformToUni(search -> attempt(search, failure))
        .merge(AT_ONCE)
        .collect()
        .asList()
        .chain(_ -> {
          searches.removeIf(TrailSearch::over);
          searches.sort(Comparator.comparingInt(TrailSearch::failures));
          return keepUnreadable();
        })
        .chain(() -> {
          Throwable found = failure.get();
          return found == null
              ? Uni.createFrom().voidItem()
              : Uni.createFrom().<Void>failure(found);
        });
  }

  /** While the store is unavailable, the workspaces that are left would only wait for it too. */
  private static Uni<TrailSearch> attempt(
      TrailSearch search, AtomicReference<@Nullable Throwable> failure) {
    return Uni.createFrom()
        .deferred(() ->
            failure.get() instanceof TrailUnavailable
                ? Uni.createFrom().voidItem()
                : search.attempt())
        .onFailure()
        .recoverWithUni(found -> {
          failure.updateAndGet(before -> before instanceof TrailUnavailable ? before : found);
          return Uni.createFrom().voidItem();
        })
        .replaceWith(search);
  }

  private Uni<Void> keepUnreadable() {
    return Multi.createFrom()
        .iterable(List.copyOf(unreadable))
        .onItem()
        .transformToUniAndConcatenate(each ->
            quarantine.keep(each.input(), each.failure()).invoke(() -> unreadable.remove(each)))
        .collect()
        .last()
        .replaceWithVoid();
  }
}
