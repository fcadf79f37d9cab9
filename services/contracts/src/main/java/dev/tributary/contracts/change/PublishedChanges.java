package dev.tributary.contracts.change;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The changes in some workspaces since the last message of this instance. The message says which
 * objects have changed, and has no values of them.
 *
 * @param service the component name of the service that publishes
 * @param at the time at which the message was made, by the clock of the service
 * @param workspaces each subject of a workspace once
 */
public record PublishedChanges(
    String service, Instant at, Map<WorkspaceId, List<ChangedObjects>> workspaces) {
  public static final String TYPE = "dev.tributary.changes.v1";

  public PublishedChanges {
    workspaces = Map.copyOf(workspaces);
  }

  /** A message of the installation, because it is about several workspaces. */
  public Message toMessage(String id) {
    MessageHeaders headers = new MessageHeaders(id, TYPE, WorkspaceId.NONE, id, at, null);
    return Message.of(Topic.CHANGES, service, Json.write(this), headers);
  }
}
