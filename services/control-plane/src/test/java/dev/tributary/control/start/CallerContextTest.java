package dev.tributary.control.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.control.ControlEnvironment;
import dev.tributary.definitions.postgres.Transactions;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

/** A transaction runs on other threads than its caller. */
@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class CallerContextTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String REQUEST = "requestId";

  @Inject
  @Named(ControlBeans.OF_WORKERS)
  Transactions worker;

  @Test
  void theWorkOfATransactionIsLoggedAndTracedWithItsCaller() {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    Span caller =
        Span.wrap(
            SpanContext.create(
                TRACE, "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault()));
    MDC.put(REQUEST, "req_1");
    try (Scope _ = caller.makeCurrent()) {
      Transactions.await(
          worker.own(session -> {
            seen.add(context());
            return Transactions.blocking(() -> seen.add(context()))
                .invoke(() -> seen.add(context()));
          }));
    } finally {
      MDC.remove(REQUEST);
    }
    assertThat(seen).hasSize(3).containsOnly("req_1 " + TRACE);
    Transactions.await(worker.own(_ -> Transactions.blocking(() -> seen.add(context()))));
    assertThat(seen.getLast()).isEqualTo("null 00000000000000000000000000000000");
  }

  private static String context() {
    return MDC.get(REQUEST) + " " + Span.current().getSpanContext().getTraceId();
  }
}
