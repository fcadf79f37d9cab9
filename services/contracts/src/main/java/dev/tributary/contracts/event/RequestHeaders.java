package dev.tributary.contracts.event;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers that all events of one request have in common. Their texts are made once for a
 * request, because a batch can have many events, and a time as a text costs more than the other
 * headers. Thread-safe.
 */
public final class RequestHeaders {
  private final Map<String, byte[]> common;

  /**
   * @param type of the messages
   */
  public RequestHeaders(
      String type,
      WorkspaceId workspace,
      SourceId source,
      SourceKind sourceKind,
      @Nullable CallType pathType,
      Instant receivedAt,
      Instant acceptedAt) {
    // Each event puts its own id in place of the empty ones.
    common = new MessageHeaders("", type, workspace, "", acceptedAt, null).toHeaders();
    common.put(CollectedEvent.SOURCE_ID, utf8(source.value()));
    if (sourceKind != SourceKind.SERVER) {
      common.put(CollectedEvent.SOURCE_KIND, utf8(sourceKind.wireName()));
    }
    common.put(CollectedEvent.RECEIVED_AT, utf8(receivedAt.toString()));
    if (pathType != null) {
      common.put(CollectedEvent.PATH_TYPE, utf8(pathType.wireName()));
    }
  }

  /** The headers of the request that has this event. */
  static RequestHeaders of(String type, CollectedEvent event) {
    return new RequestHeaders(
        type,
        event.workspace(),
        event.source(),
        event.sourceKind(),
        event.pathType(),
        event.receivedAt(),
        event.acceptedAt());
  }

  /** All headers of an event of this request. */
  Map<String, byte[]> with(CollectedEvent event) {
    Map<String, byte[]> headers = new LinkedHashMap<>(common);
    byte[] id = utf8(event.eventId().value());
    headers.put(MessageHeaders.ID, id);
    headers.put(MessageHeaders.ROOT_EVENT, id);
    String clientAddress = event.clientAddress();
    if (clientAddress != null) {
      headers.put(CollectedEvent.CLIENT_ADDRESS, utf8(clientAddress));
    }
    headers.put(CollectedEvent.ENVELOPE, event.envelope());
    return headers;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
