package dev.tributary.collector.http;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;

/** Continues the trace of a request in the messages of its events. */
final class Traces {
  private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
  private static final String HIDDEN = "REDACTED";

  private Traces() {}

  /**
   * Removes an address's query from the current span, because a pixel's query contains personal
   * data.
   */
  static void hideQuery() {
    Span.current().setAttribute(QUERY, HIDDEN);
  }

  /** The messages with the current span's W3C trace context, if there is one. */
  static List<Message> mark(List<Message> messages) {
    SpanContext span = Span.current().getSpanContext();
    if (!span.isValid()) {
      return messages;
    }
    String traceParent =
        "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
    return messages.stream()
        .map(message -> message.withHeader(MessageHeaders.TRACE_PARENT, traceParent))
        .toList();
  }
}
