package dev.tributary.control.kafka;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.EntryRefused;
import dev.tributary.control.audit.TrailEntry;
import dev.tributary.control.audit.TrailStore;
import dev.tributary.runtime.loop.Input;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Adds the messages of a poll to the trail. Each workspace has a transaction of its own, and those
 * of several workspaces run side by side. A message that cannot be read or stored goes to the
 * quarantine, and the others are added. A repeated poll has no further effect. Thread-safe.
 */
public final class TrailIntake {
  private static final int AT_ONCE = 4;

  private final TrailStore store;
  private final UnreadableMessages unreadable;
  private final Predicate<WorkspaceId> purged;

  /**
   * @param purged whether a workspace is deleted, by its id: its messages are ignored
   */
  public TrailIntake(
      TrailStore store, UnreadableMessages unreadable, Predicate<WorkspaceId> purged) {
    this.store = store;
    this.unreadable = unreadable;
    this.purged = purged;
  }

  /** A message with the entry that it adds. */
  private record Received(Input input, TrailEntry entry) {}

  /** A message that is not one of its type. */
  private record Unreadable(Input input, Throwable failure) {}

  /**
   * @return fails if the store or the quarantine does not answer; the same poll may then be
   *     repeated
   */
  Uni<Void> take(List<Input> inputs) {
    Map<WorkspaceId, List<Received>> byWorkspace = new LinkedHashMap<>();
    List<Unreadable> failed = new ArrayList<>();
    for (Input input : inputs) {
      try {
        TrailEntry entry = entry(input);
        if (entry != null && !purged.test(entry.workspace())) {
          byWorkspace
              .computeIfAbsent(entry.workspace(), _ -> new ArrayList<>())
              .add(new Received(input, entry));
        }
      } catch (RuntimeException | StackOverflowError e) {
        failed.add(new Unreadable(input, e));
      }
    }
    return Multi.createFrom()
        .iterable(byWorkspace.values())
        .onItem()
        .transformToUni(this::store)
        .merge(AT_ONCE)
        .collect()
        .last()
        .chain(() -> inTurn(failed, each -> unreadable.keep(each.input(), each.failure())));
  }

  /**
   * Applies a message of the quarantine again.
   *
   * @return the failure of the message, empty after it was applied; fails if the store does not
   *     answer
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
        .replaceWith(Optional.<Throwable>empty())
        .onFailure(EntryRefused.class)
        .recoverWithItem(failure -> Optional.of(failure));
  }

  /** Null for a tombstone. */
  private static @Nullable TrailEntry entry(Input input) {
    byte[] value = input.value();
    return value == null ? null : TrailMessages.read(input, value);
  }

  private Uni<Void> store(List<Received> received) {
    return store
        .add(
            received.getFirst().entry().workspace(),
            received.stream().map(Received::entry).toList())
        .onFailure(EntryRefused.class)
        .recoverWithUni(failure -> refused(received, failure));
  }

  /** If the store refuses one entry of several, each is stored alone. */
  private Uni<Void> refused(List<Received> received, Throwable failure) {
    return received.size() == 1
        ? unreadable.keep(received.getFirst().input(), failure)
        : inTurn(received, each -> store(List.of(each)));
  }

  private static <T> Uni<Void> inTurn(List<T> items, Step<T> step) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(step::run)
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** What is done with one item. */
  @FunctionalInterface
  private interface Step<T> {
    Uni<Void> run(T item);
  }
}
