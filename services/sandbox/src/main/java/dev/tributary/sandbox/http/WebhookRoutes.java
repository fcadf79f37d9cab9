package dev.tributary.sandbox.http;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.webhook.Receivers;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** The routes that receive webhooks, and that return the received requests. */
final class WebhookRoutes {
  private static final int MAXIMUM_PAGE = 1_000;

  private final Gate gate;
  private final Receivers receivers;

  WebhookRoutes(Gate gate, Receivers receivers) {
    this.gate = gate;
    this.receivers = receivers;
  }

  void register(Router router) {
    router.post("/webhook/:name").handler(this::receive);
    router
        .get("/webhook/:name/requests")
        .handler(
            Control.handler(call -> {
              long after = Long.parseLong(call.query("after").orElse("0"));
              int limit = Integer.parseInt(call.query("limit").orElse("100"));
              if (limit < 1 || limit > MAXIMUM_PAGE) {
                throw new IllegalArgumentException("limit must be between 1 and 1000");
              }
              var receiver = receivers.named(call.parameter("name"));
              return Answer.of(200, receiver.arrivals(after, limit));
            }));
  }

  private void receive(RoutingContext context) {
    var receiver = receivers.named(Objects.requireNonNull(context.pathParam("name")));
    gate.handle(context, receiver, receiver::receive);
  }
}
