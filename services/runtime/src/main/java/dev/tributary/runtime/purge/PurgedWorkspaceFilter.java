package dev.tributary.runtime.purge;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.sql.Connection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Ignores messages of a deleted workspace that are still on the log. Confined to the loop's thread.
 */
public final class PurgedWorkspaceFilter implements Effects {
  private final Effects effects;
  private final Predicate<WorkspaceId> purged;

  /**
   * @param purged whether a workspace is deleted, by its id
   */
  public PurgedWorkspaceFilter(Effects effects, Predicate<WorkspaceId> purged) {
    this.effects = effects;
    this.purged = purged;
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws Exception {
    if (poll.inputs().stream().noneMatch(this::isPurged)) {
      return effects.apply(tx, poll);
    }
    List<Input> others = poll.inputs().stream().filter(input -> !isPurged(input)).toList();
    return others.isEmpty() && poll.ticks().isEmpty()
        ? List.of()
        : effects.apply(tx, new Poll(others, poll.ticks(), poll.watermark()));
  }

  @Override
  public List<Output> quarantine(Connection tx, Input input, Exception failure) throws Exception {
    return isPurged(input) ? List.of() : effects.quarantine(tx, input, failure);
  }

  @Override
  public List<Output> keepWhole(Connection tx, Input input, Exception failure) throws Exception {
    return isPurged(input) ? List.of() : effects.keepWhole(tx, input, failure);
  }

  private boolean isPurged(Input input) {
    WorkspaceId workspace =
        WorkspaceId.ofNullable(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE));
    return workspace != null && purged.test(workspace);
  }
}
