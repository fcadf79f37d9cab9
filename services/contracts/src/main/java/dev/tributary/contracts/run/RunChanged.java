package dev.tributary.contracts.run;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;

/**
 * A run has changed its state, or has made progress. The message has no more content: the present
 * state is in the database of the service that owns the run.
 */
public record RunChanged(WorkspaceId workspace, String run) {
  public static final String TYPE = "dev.tributary.run-changed.v1";

  public Message toMessage(MessageHeaders headers) {
    String key = workspace.value() + "/" + run;
    return Message.of(Topic.RUN_PROGRESS, key, Json.write(this), headers);
  }
}
