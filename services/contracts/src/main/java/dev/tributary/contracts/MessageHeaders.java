package dev.tributary.contracts;

import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every message: CloudEvents attributes (Kafka binding, binary mode) with four
 * extensions, so that each effect names its cause and latency can be measured from end to end.
 *
 * @param id this message's own id; for an event, its {@code evt_} id
 * @param type the type of the value, with a version: {@code dev.tributary.event.v1}
 * @param workspace the tenant, or empty for messages of the installation (ticks)
 * @param rootEvent the id of the event, row or command that started the chain of messages
 * @param rootReceivedAt when that was accepted, by the wall clock and never by a workspace's
 *     shifted one
 * @param cause the id of the message that this one follows from, or null for a root
 */
public record MessageHeaders(
    String id,
    String type,
    WorkspaceId workspace,
    String rootEvent,
    Instant rootReceivedAt,
    @Nullable String cause) {

  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String SPEC_VERSION = "ce_specversion";
  public static final String WORKSPACE = "ce_workspace";
  public static final String ROOT_EVENT = "ce_rootevent";
  public static final String ROOT_RECEIVED_AT = "ce_rootreceivedat";
  public static final String CAUSE = "ce_cause";
  public static final String TRACE_PARENT = "traceparent";

  /** Headers of a message that follows from this one. */
  public MessageHeaders then(String nextId, String nextType) {
    return new MessageHeaders(nextId, nextType, workspace, rootEvent, rootReceivedAt, id);
  }

  public Map<String, byte[]> toHeaders() {
    Map<String, byte[]> headers = new LinkedHashMap<>();
    headers.put(SPEC_VERSION, SPEC_VERSION_1);
    put(headers, ID, id);
    put(headers, TYPE, type);
    headers.put(SOURCE, TRIBUTARY);
    put(headers, WORKSPACE, workspace.value());
    put(headers, ROOT_EVENT, rootEvent);
    put(headers, ROOT_RECEIVED_AT, Long.toString(rootReceivedAt.toEpochMilli()));
    if (cause != null) {
      put(headers, CAUSE, cause);
    }
    return headers;
  }

  /**
   * @throws IllegalArgumentException if one of these headers is missing
   */
  public static MessageHeaders from(Map<String, byte[]> headers) {
    return new MessageHeaders(
        require(headers, ID),
        require(headers, TYPE),
        new WorkspaceId(require(headers, WORKSPACE)),
        require(headers, ROOT_EVENT),
        Instant.ofEpochMilli(Long.parseLong(require(headers, ROOT_RECEIVED_AT))),
        text(headers, CAUSE));
  }

  public static @Nullable String text(Map<String, byte[]> headers, String name) {
    byte[] value = headers.get(name);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  public static String require(Map<String, byte[]> headers, String name) {
    String value = text(headers, name);
    if (value == null) {
      throw new IllegalArgumentException("The header " + name + " is missing");
    }
    return value;
  }

  private static final byte[] SPEC_VERSION_1 = "1.0".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TRIBUTARY = "/tributary".getBytes(StandardCharsets.UTF_8);

  private static void put(Map<String, byte[]> headers, String name, String value) {
    headers.put(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
