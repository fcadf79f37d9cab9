package dev.tributary.identity.resolution;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.event.TrackingEventBuilder;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events that trackers send, told as the identifiers in them. */
public final class Sent {
  private @Nullable String userId;
  private @Nullable String anonymousId;
  private @Nullable String previousId;
  private final ObjectNode traits = JsonNodeFactory.instance.objectNode();
  private final ObjectNode context = JsonNodeFactory.instance.objectNode();

  private Sent() {}

  /**
   * @param named {@code "user_id:a email:x ga_client_id:1"}; what has no field of its own goes to
   *     {@code context.externalIds}, and {@code previous_id} makes an alias of it
   */
  static TrackingEvent event(WorkspaceId workspace, String id, String named, Instant at) {
    return read(named).event(workspace, id, at);
  }

  /**
   * The same as it arrives.
   *
   * @param id the message's
   */
  public static byte[] json(String id, String named, Instant at) {
    return read(named).json(id, at);
  }

  private static Sent read(String named) {
    Sent sent = new Sent();
    for (String word : named.split(" ")) {
      int colon = word.indexOf(':');
      sent.put(word.substring(0, colon), word.substring(colon + 1));
    }
    return sent;
  }

  private void put(String type, String value) {
    if (type.equals("previous_id")) {
      previousId = value;
    } else if (type.equals(Identifier.USER_ID) && userId == null) {
      userId = value;
    } else if (type.equals(Identifier.ANONYMOUS_ID) && anonymousId == null) {
      anonymousId = value;
    } else if ((type.equals(Identifier.EMAIL) || type.equals(Identifier.PHONE))
        && !traits.has(type)) {
      traits.put(type, value);
    } else {
      context.withArray("externalIds").addObject().put("type", type).put("id", value);
    }
  }

  private CallType type() {
    return previousId == null ? CallType.IDENTIFY : CallType.ALIAS;
  }

  private byte[] json(String id, Instant at) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type().wireName());
    json.put("messageId", id);
    json.put("timestamp", at.toString());
    if (userId != null) {
      json.put("userId", userId);
    }
    if (anonymousId != null) {
      json.put("anonymousId", anonymousId);
    }
    if (previousId != null) {
      json.put("previousId", previousId);
    }
    return Json.write(json.<ObjectNode>set("traits", traits).set("context", context));
  }

  private TrackingEvent event(WorkspaceId workspace, String id, Instant at) {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return TrackingEventBuilder.builder()
        .eventId(new EventId(id))
        .workspace(workspace)
        .source(new SourceId("src_web"))
        .type(type())
        .messageId(id)
        .userId(userId)
        .anonymousId(anonymousId)
        .previousId(previousId)
        .groupId(null)
        .name(null)
        .timestamp(at)
        .originalTimestamp(null)
        .sentAt(null)
        .receivedAt(at)
        .properties(nothing)
        .traits(traits)
        .context(context)
        .integrations(nothing)
        .consent(Map.of())
        .contentHash(id)
        .category(null)
        .others(nothing)
        .build();
  }
}
