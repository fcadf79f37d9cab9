package dev.tributary.contracts.event;

import static dev.tributary.contracts.MessageHeaders.require;
import static dev.tributary.contracts.MessageHeaders.text;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event on {@code events}. The message's value is the item, byte for byte as the client sent
 * it. The common fields of the request and the collector's own data are in headers.
 *
 * @param eventId our id, {@code evt_}
 * @param sourceKind the kind of the source at the time of acceptance: who could have the write key
 * @param pathType the call that the path named, or null if the item's own {@code type} decides
 *     (batches)
 * @param receivedAt the workspace's business time of acceptance (its clock offset applied)
 * @param acceptedAt the wall clock's time of acceptance, for latency only
 * @param clientAddress the IP address that a browser or phone sent from, if its event names none;
 *     null for all others, whose addresses are not kept
 * @param envelope a JSON object with the request's {@code context}, {@code integrations} and {@code
 *     sentAt} if present; empty object otherwise
 * @param item the event as sent
 */
@RecordBuilder
@SuppressWarnings("ArrayRecordComponent")
public record CollectedEvent(
    EventId eventId,
    WorkspaceId workspace,
    SourceId source,
    SourceKind sourceKind,
    @Nullable CallType pathType,
    Instant receivedAt,
    Instant acceptedAt,
    @Nullable String clientAddress,
    byte[] envelope,
    byte[] item) {

  public static final String TYPE = "dev.tributary.event.v1";
  public static final String SOURCE_ID = "ce_sourceid";
  public static final String SOURCE_KIND = "ce_sourcekind";
  public static final String PATH_TYPE = "ce_pathtype";
  public static final String RECEIVED_AT = "ce_time";
  public static final String CLIENT_ADDRESS = "ce_clientaddress";
  public static final String ENVELOPE = "envelope";

  /** The same event, sent with a key of that kind. */
  public CollectedEvent sentBy(SourceKind kind) {
    return CollectedEventBuilder.builder(this).sourceKind(kind).build();
  }

  /**
   * @param key the keyed hash that decides the partition
   */
  public Message toMessage(String key) {
    return toMessage(key, RequestHeaders.of(TYPE, this));
  }

  /**
   * @param key the keyed hash that decides the partition
   * @param request the headers of the request that has this event, for the type {@link #TYPE}
   */
  public Message toMessage(String key, RequestHeaders request) {
    return new Message(
        Topic.EVENTS, null, key.getBytes(StandardCharsets.UTF_8), item, request.with(this));
  }

  /** Headers from which the event can be read again, also under another message type. */
  public Map<String, byte[]> toHeaders(String type) {
    return RequestHeaders.of(type, this).with(this);
  }

  /**
   * @throws IllegalArgumentException if a header is missing
   */
  public static CollectedEvent from(Map<String, byte[]> headers, byte[] value) {
    return from(MessageHeaders.from(headers), headers, value);
  }

  /**
   * @param common read from the headers before
   * @throws IllegalArgumentException if a header is missing
   */
  public static CollectedEvent from(
      MessageHeaders common, Map<String, byte[]> headers, byte[] value) {
    byte[] envelope = headers.get(ENVELOPE);
    return CollectedEventBuilder.builder()
        .eventId(new EventId(common.id()))
        .workspace(common.workspace())
        .source(new SourceId(require(headers, SOURCE_ID)))
        .sourceKind(SourceKind.orServer(SourceKind.named(text(headers, SOURCE_KIND))))
        .pathType(CallType.named(text(headers, PATH_TYPE)))
        .receivedAt(Instant.parse(require(headers, RECEIVED_AT)))
        .acceptedAt(common.rootReceivedAt())
        .clientAddress(text(headers, CLIENT_ADDRESS))
        .envelope(envelope == null ? utf8("{}") : envelope)
        .item(value)
        .build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
