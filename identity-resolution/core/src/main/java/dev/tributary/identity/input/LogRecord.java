package dev.tributary.identity.input;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.identity.acceptance.LogPosition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log.
 *
 * @param value null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent")
public record LogRecord(
    LogPosition position,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Map<String, byte[]> headers) {
  /** The CloudEvents type, or the empty string if there is none. */
  public String type() {
    String type = MessageHeaders.text(headers, MessageHeaders.TYPE);
    return type == null ? "" : type;
  }
}
