package dev.tributary.contracts.fact;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.Map;

/**
 * The facts of a service about some workspaces, read at one time. Each workspace is either in
 * {@code changed} or in {@code unchanged}. A message needs no other message: a reader knows by the
 * digest whether it has the facts of an unchanged workspace, and asks the service if it has not.
 *
 * @param service the component name of the service that publishes
 * @param at the time at which the service began to read, by its clock
 * @param changed the facts that differ from those that this instance published before
 * @param unchanged the digest of the facts that this instance published before
 */
public record PublishedFacts(
    String service,
    Instant at,
    Map<WorkspaceId, Facts> changed,
    Map<WorkspaceId, String> unchanged) {
  public static final String TYPE = "dev.tributary.facts.v1";

  public PublishedFacts {
    changed = Map.copyOf(changed);
    unchanged = Map.copyOf(unchanged);
  }

  /** A message of the installation, because it is about several workspaces. */
  public Message toMessage(String id) {
    MessageHeaders headers = new MessageHeaders(id, TYPE, WorkspaceId.NONE, id, at, null);
    return Message.of(Topic.FACTS, service, Json.write(this), headers);
  }
}
