package dev.tributary.identity.acceptance;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An input that could not be processed, whole, so that it can be read again.
 *
 * @param id the event's, command's or row's message id
 * @param kind the message's type: an event, a row or a command
 * @param stage who set it aside
 */
@SuppressWarnings("ArrayRecordComponent")
public record QuarantinedMessage(
    String workspace,
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
    Instant at) {}
