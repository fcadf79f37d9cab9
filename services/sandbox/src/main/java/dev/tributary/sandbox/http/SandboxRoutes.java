package dev.tributary.sandbox.http;

import dev.tributary.sandbox.control.RequestLog;
import dev.tributary.sandbox.control.SandboxClock;
import dev.tributary.sandbox.hubspot.Account;
import dev.tributary.sandbox.webhook.Receivers;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** All paths of the sandbox. */
@Singleton
class SandboxRoutes {
  private static final long MAXIMUM_BODY = 16L << 20;
  private static final List<String> WITH_BODIES =
      List.of("/crm/*", "/events/*", "/account-info/*", "/webhook/*", "/sandbox", "/sandbox/*");

  private final Vertx vertx;
  private final SandboxClock clock;
  private final RequestLog log;
  private final Account account;
  private final Receivers receivers;
  private final Vendors vendors;

  SandboxRoutes(
      Vertx vertx,
      SandboxClock clock,
      RequestLog log,
      Account account,
      Receivers receivers,
      Vendors vendors) {
    this.vertx = vertx;
    this.clock = clock;
    this.log = log;
    this.account = account;
    this.receivers = receivers;
    this.vendors = vendors;
  }

  void register(@Observes Router router) {
    var bodies = BodyHandler.create(false).setBodyLimit(MAXIMUM_BODY);
    WITH_BODIES.forEach(path -> router.route(path).handler(bodies));
    vendors.all().forEach(vendor -> router.route(VendorRoutes.root(vendor) + "/*").handler(bodies));
    var gate = new Gate(vertx, clock, log);
    new HubSpotRoutes(gate, account).register(router);
    new WebhookRoutes(gate, receivers).register(router);
    vendors.all().forEach(vendor -> new VendorRoutes(gate, vendor).register(router));
    new ControlRoutes(log, clock, account, receivers, vendors).register(router);
  }
}
