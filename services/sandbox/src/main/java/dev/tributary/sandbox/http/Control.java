package dev.tributary.sandbox.http;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.control.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** One operation of the control API: no faults, no limits, and problems for what can't be meant. */
interface Control {
  Answer apply(Call call) throws IOException;

  static Handler<RoutingContext> handler(Control operation) {
    return context -> {
      Answer answer;
      try {
        answer = operation.apply(Exchange.call(context));
      } catch (IOException | IllegalArgumentException e) {
        answer = Problem.badRequest(e);
      }
      Exchange.send(context, answer);
    };
  }
}
