package dev.tributary.identity.acceptance;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A complete input that could not be processed, so that it can be read again.
 *
 * @param id the event's, command's or row's message id
 * @param kind the message's type: an event, a row or a command
 * @param stage the stage that quarantined it
 */
@RecordBuilder
@SuppressWarnings("ArrayRecordComponent")
public record QuarantinedMessage(
    WorkspaceId workspace,
    String id,
    String kind,
    String stage,
    String reason,
    String detail,
    @Nullable String pointer,
    @Nullable String source,
    LogPosition position,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Map<String, byte[]> headers,
    Instant at) {

  /** The same message, in another workspace. */
  public QuarantinedMessage in(String other) {
    Map<String, byte[]> theirs = new LinkedHashMap<>(headers);
    theirs.put(MessageHeaders.WORKSPACE, other.getBytes(StandardCharsets.UTF_8));
    boolean row = kind.equals(RowChange.TYPE);
    return QuarantinedMessageBuilder.builder(this)
        .workspace(new WorkspaceId(other))
        .value(
            row && value != null ? Json.write(Json.read(value, RowChange.class).in(other)) : value)
        .headers(theirs)
        .build();
  }
}
