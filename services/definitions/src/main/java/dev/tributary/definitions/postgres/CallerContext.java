package dev.tributary.definitions.postgres;

import io.opentelemetry.context.Context;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InjectableContext.ContextState;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * The values that belong to the caller of a transaction, not to a thread.
 *
 * @param request the request; null if the caller has none
 * @param logged the values that each line of the log has, such as the id of the request
 * @param trace the span that is the parent of new spans
 */
record CallerContext(@Nullable ContextState request, Map<String, Object> logged, Context trace) {

  /** The context of the current thread. */
  static CallerContext current() {
    return new CallerContext(currentRequest(), new HashMap<>(MDC.getMap()), Context.current());
  }

  /** The request of the current thread; null if there is none. */
  static @Nullable ContextState currentRequest() {
    ArcContainer container = Arc.container();
    return container != null && container.requestContext().isActive()
        ? container.requestContext().getState()
        : null;
  }

  /**
   * Continues on the Vert.x context of the current thread, which must be new: it keeps all three
   * for its event loop and for its worker threads, and ends with the transaction.
   */
  @SuppressWarnings("MustBeClosedChecker")
  void enter() {
    if (request != null) {
      Arc.container().requestContext().activate(request);
    }
    logged.forEach(MDC::put);
    trace.makeCurrent();
  }
}
