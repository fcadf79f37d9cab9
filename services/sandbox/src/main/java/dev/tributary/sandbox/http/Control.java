package dev.tributary.sandbox.http;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.control.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/**
 * One operation of the control API, without faults or limits, and with problems for impossible
 * settings. Requests from pages of other sites are refused, because a browser would let such pages
 * change the sandbox.
 */
interface Control {
  Answer apply(Call call) throws IOException;

  static Handler<RoutingContext> handler(Control operation) {
    return context -> {
      Exchange.send(context, answer(operation, Exchange.call(context)));
    };
  }

  private static Answer answer(Control operation, Call call) {
    if (call.header("sec-fetch-site").filter("cross-site"::equals).isPresent()) {
      return Problem.forbidden();
    }
    try {
      return operation.apply(call);
    } catch (IOException | IllegalArgumentException e) {
      return Problem.badRequest(e);
    }
  }
}
