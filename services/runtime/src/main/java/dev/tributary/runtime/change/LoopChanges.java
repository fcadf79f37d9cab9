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

/**
 * The changes of a loop. It calls {@link #accept} after it has published the messages of a poll:
 * their effects are committed then. The messages of a poll have many profiles and events, so they
 * are collected first, and each subject of a workspace is reported once. The ids are those of the
 * profiles, and of the events that caused the changes. The effects report changes that no message
 * shows with {@link #changed}. These wait for the end of the poll; if the poll fails, they are
 * reported with the next one. Confined to the loop's thread.
 */
public final class LoopChanges implements ChangeListener, Consumer<List<Message>> {
  private final ChangeListener changes;
  private final Map<WorkspaceId, CollectedChanges> collected = new HashMap<>();

  public LoopChanges(ChangeListener changes) {
    this.changes = changes;
  }

  @Override
  public void changed(WorkspaceId workspace, ChangeSubject subject, List<String> ids) {
    of(workspace).add(subject, ids);
  }

  @Override
  public void accept(List<Message> messages) {
    messages.forEach(this::collect);
    collected.forEach((workspace, of) ->
        of.list().forEach(each -> changes.changed(workspace, each.subject(), each.ids())));
    collected.clear();
  }

  /** Reads the ids of a message only if they are still needed. */
  private void collect(Message message) {
    List<ChangeSubject> subjects = subjects(message.topic());
    if (subjects.isEmpty()) {
      return;
    }
    String workspace = MessageHeaders.text(message.headers(), MessageHeaders.WORKSPACE);
    if (workspace == null || workspace.isEmpty()) {
      return;
    }
    CollectedChanges of = of(new WorkspaceId(workspace));
    if (subjects.stream().allMatch(of::isOfAnyId)) {
      return;
    }
    List<String> ids = ids(message);
    subjects.forEach(subject -> of.add(subject, ids));
  }

  private CollectedChanges of(WorkspaceId workspace) {
    return collected.computeIfAbsent(workspace, _ -> new CollectedChanges());
  }

  private static List<String> ids(Message message) {
    return Stream.of(
            new String(message.key(), StandardCharsets.UTF_8),
            MessageHeaders.text(message.headers(), MessageHeaders.ROOT_EVENT))
        .filter(each -> each != null && isOfPage(each))
        .map(String::valueOf)
        .toList();
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
