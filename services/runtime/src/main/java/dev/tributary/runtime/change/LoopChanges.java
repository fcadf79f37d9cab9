package dev.tributary.runtime.change;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.CollectedChanges;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a loop. It calls {@link #accept} after it has published the messages of a poll:
 * their effects are committed then. Each change has the ids of the profile and of the event that
 * caused it. The effects report changes that no message shows with {@link #changed}. These wait for
 * the end of the poll; if the poll fails, they are reported with the next one. Confined to the
 * loop's thread.
 */
public final class LoopChanges implements ChangeListener, Consumer<List<Message>> {
  private final ChangeListener changes;
  private final Map<WorkspaceId, CollectedChanges> withoutMessage = new HashMap<>();

  public LoopChanges(ChangeListener changes) {
    this.changes = changes;
  }

  @Override
  public void changed(WorkspaceId workspace, ChangeSubject subject, List<String> ids) {
    withoutMessage.computeIfAbsent(workspace, _ -> new CollectedChanges()).add(subject, ids);
  }

  @Override
  public void accept(List<Message> messages) {
    messages.forEach(this::accept);
    withoutMessage.forEach((workspace, collected) ->
        collected.list().forEach(each -> changes.changed(workspace, each.subject(), each.ids())));
    withoutMessage.clear();
  }

  private void accept(Message message) {
    List<ChangeSubject> subjects = subjects(message.topic());
    @Nullable String workspace = MessageHeaders.text(message.headers(), MessageHeaders.WORKSPACE);
    if (subjects.isEmpty() || workspace == null || workspace.isEmpty()) {
      return;
    }
    WorkspaceId id = new WorkspaceId(workspace);
    List<String> ids =
        Stream.of(
                new String(message.key(), StandardCharsets.UTF_8),
                MessageHeaders.text(message.headers(), MessageHeaders.ROOT_EVENT))
            .filter(each -> each != null && isOfPage(each))
            .map(String::valueOf)
            .toList();
    subjects.forEach(subject -> changes.changed(id, subject, ids));
  }

  private static List<ChangeSubject> subjects(Topic topic) {
    return switch (topic) {
      case PROFILES -> List.of(ChangeSubject.PROFILES, ChangeSubject.EVENTS);
      case MEMBERSHIPS -> List.of(ChangeSubject.MEMBERSHIPS);
      case QUARANTINE -> List.of(ChangeSubject.QUARANTINE, ChangeSubject.EVENTS);
      default -> List.of();
    };
  }

  /** Pages show profiles and events. A key can also be a hash, and a cause a row. */
  private static boolean isOfPage(String id) {
    return id.startsWith(Ids.PROFILE) || id.startsWith(Ids.EVENT);
  }
}
