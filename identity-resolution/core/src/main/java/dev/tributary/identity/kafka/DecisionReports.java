package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports each event and each command of a poll as a change, before the commit. Not every decision
 * leads to a message: a duplicate leads to none. A row has no event id, so it counts as a change
 * only if it leads to a message. Confined to the loop's thread.
 */
public final class DecisionReports implements Effects {
  private final Effects effects;
  private final ChangeListener changes;

  /**
   * @param changes reports what it gets after the commit
   */
  public DecisionReports(Effects effects, ChangeListener changes) {
    this.effects = effects;
    this.changes = changes;
  }

  @Override
  public List<Output> apply(Connection transaction, Poll poll) throws Exception {
    List<Output> outputs = effects.apply(transaction, poll);
    poll.inputs().forEach(this::decided);
    return outputs;
  }

  @Override
  public List<Output> quarantine(Connection transaction, Input input, Exception failure)
      throws Exception {
    List<Output> outputs = effects.quarantine(transaction, input, failure);
    decided(input);
    return outputs;
  }

  @Override
  public List<Output> keepWhole(Connection transaction, Input input, Exception failure)
      throws Exception {
    return effects.keepWhole(transaction, input, failure);
  }

  private void decided(Input input) {
    @Nullable String event = MessageHeaders.text(input.headers(), MessageHeaders.ROOT_EVENT);
    @Nullable WorkspaceId workspace =
        WorkspaceId.ofNullable(MessageHeaders.text(input.headers(), MessageHeaders.WORKSPACE));
    if (workspace != null && event != null && event.startsWith(Ids.EVENT)) {
      changes.changed(workspace, ChangeSubject.EVENTS, List.of(event));
    }
  }
}
