package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Continues a trace from an input to its outgoing messages (W3C trace context). Each such message
 * gets a span from the beginning of its transaction. Without a tracer the context is copied
 * unchanged.
 */
final class Traces {
  private static final String SCOPE = "dev.tributary.runtime";

  private Traces() {}

  static List<Output> follow(
      String consumer, Instant begun, List<Input> inputs, List<Output> outputs) {
    Map<String, String> traced = tracedBy(inputs);
    if (traced.isEmpty()) {
      return outputs;
    }
    List<Output> followed = new ArrayList<>(outputs.size());
    for (Output output : outputs) {
      String parent = parentOf(output.message(), traced);
      followed.add(
          parent == null
              ? output
              : new Output(output.because(), follow(consumer, begun, output.message(), parent)));
    }
    return followed;
  }

  private static Map<String, String> tracedBy(List<Input> inputs) {
    Map<String, String> traced = new HashMap<>();
    for (Input input : inputs) {
      String parent = MessageHeaders.text(input.headers(), MessageHeaders.TRACE_PARENT);
      String id = MessageHeaders.text(input.headers(), MessageHeaders.ID);
      if (parent != null && id != null) {
        traced.put(id, parent);
      }
    }
    return traced;
  }

  private static @Nullable String parentOf(Message message, Map<String, String> traced) {
    String handedOn = MessageHeaders.text(message.headers(), MessageHeaders.TRACE_PARENT);
    String cause = MessageHeaders.text(message.headers(), MessageHeaders.CAUSE);
    return handedOn != null || cause == null ? handedOn : traced.get(cause);
  }

  private static Message follow(String consumer, Instant begun, Message message, String parent) {
    Span span =
        GlobalOpenTelemetry.getTracer(SCOPE)
            .spanBuilder(consumer + " " + message.topic().topicName())
            .setParent(
                W3CTraceContextPropagator.getInstance()
                    .extract(Context.root(), parent, TraceParent.INSTANCE))
            .setSpanKind(SpanKind.PRODUCER)
            .setStartTimestamp(begun)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.destination.name", message.topic().topicName())
            .setAttribute("messaging.consumer.group.name", consumer)
            .startSpan();
    span.end();
    Map<String, String> headers = new HashMap<>();
    W3CTraceContextPropagator.getInstance()
        .inject(
            Context.root().with(span),
            headers,
            (carrier, name, value) -> put(carrier, name, value));
    String own = headers.get(MessageHeaders.TRACE_PARENT);
    return message.withHeader(MessageHeaders.TRACE_PARENT, own == null ? parent : own);
  }

  private static void put(@Nullable Map<String, String> carrier, String name, String value) {
    if (carrier != null) {
      carrier.put(name, value);
    }
  }

  /** The header {@code traceparent}, as a carrier. */
  private enum TraceParent implements TextMapGetter<String> {
    INSTANCE;

    @Override
    public Iterable<String> keys(String carrier) {
      return List.of(MessageHeaders.TRACE_PARENT);
    }

    @Override
    public @Nullable String get(@Nullable String carrier, String key) {
      return MessageHeaders.TRACE_PARENT.equals(key) ? carrier : null;
    }
  }
}
