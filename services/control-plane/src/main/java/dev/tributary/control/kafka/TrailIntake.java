package dev.tributary.control.kafka;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.EntryRefused;
import dev.tributary.control.audit.TrailEntry;
import dev.tributary.control.audit.TrailStore;
import dev.tributary.control.audit.UnclassifiedFailure;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.settings.RetryLimits;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds messages to the trail, or to the quarantine if they cannot be read or stored. A message that
 * is added again has no further effect. Thread-safe.
 */
public final class TrailIntake {
  /** Less than the idle time after which the database ends the transaction of a redrive. */
  static final Duration REDRIVEN_WITHIN = Duration.ofSeconds(4);

  private final TrailStore store;
  private final UnreadableMessages quarantine;
  private final Predicate<WorkspaceId> purged;
  private final InstantSource clock;

  /**
   * @param purged whether a workspace is deleted, by its id: its messages are ignored
   */
  public TrailIntake(
      TrailStore store,
      UnreadableMessages quarantine,
      Predicate<WorkspaceId> purged,
      InstantSource clock) {
    this.store = store;
    this.quarantine = quarantine;
    this.purged = purged;
    this.clock = clock;
  }

  /** The work for the messages of a poll. */
  TrailPoll poll(List<Input> inputs) {
    Map<WorkspaceId, List<TrailSearch.Received>> byWorkspace = new LinkedHashMap<>();
    List<TrailPoll.Unreadable> unreadable = new ArrayList<>();
    for (Input input : inputs) {
      try {
        TrailEntry entry = entry(input);
        if (entry != null && !purged.test(entry.workspace())) {
          byWorkspace
              .computeIfAbsent(entry.workspace(), _ -> new ArrayList<>())
              .add(new TrailSearch.Received(input, entry));
        }
      } catch (RuntimeException | StackOverflowError e) {
        unreadable.add(new TrailPoll.Unreadable(input, e));
      }
    }
    return new TrailPoll(
        quarantine,
        byWorkspace.values().stream()
            .map(received -> new TrailSearch(store, quarantine, RetryLimits.USUAL, clock, received))
            .toList(),
        unreadable);
  }

  /**
   * Applies a message of the quarantine again. A message that takes too long has failed, so that it
   * does not hold up the others.
   *
   * @return the failure of the message, empty after it was applied; fails if the store is not
   *     available
   */
  Uni<Optional<Throwable>> again(Input input) {
    TrailEntry entry;
    try {
      entry = entry(input);
    } catch (RuntimeException | StackOverflowError e) {
      return Uni.createFrom().item(Optional.of(e));
    }
    if (entry == null || purged.test(entry.workspace())) {
      return Uni.createFrom().item(Optional.empty());
    }
    return store
        .add(entry.workspace(), List.of(entry))
        .ifNoItem()
        .after(REDRIVEN_WITHIN)
        .failWith(() ->
            new UnclassifiedFailure("too slow", new IllegalStateException("The entry is slow")))
        .replaceWith(Optional.<Throwable>empty())
        .onFailure(
            failure -> failure instanceof EntryRefused || failure instanceof UnclassifiedFailure)
        .recoverWithItem(failure -> Optional.of(failure));
  }

  /** Null for a tombstone. */
  private static @Nullable TrailEntry entry(Input input) {
    byte[] value = input.value();
    return value == null ? null : TrailMessages.read(input, value);
  }
}
