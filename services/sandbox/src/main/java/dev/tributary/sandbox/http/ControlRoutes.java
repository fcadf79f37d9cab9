package dev.tributary.sandbox.http;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.StandIn;
import dev.tributary.sandbox.control.FaultControl;
import dev.tributary.sandbox.control.Problem;
import dev.tributary.sandbox.control.RequestLog;
import dev.tributary.sandbox.control.SandboxClock;
import dev.tributary.sandbox.hubspot.Account;
import dev.tributary.sandbox.hubspot.HubSpotControl;
import dev.tributary.sandbox.kit.Entrance;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorControl;
import dev.tributary.sandbox.webhook.Receiver;
import dev.tributary.sandbox.webhook.Receivers;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code /sandbox}: resets, faults, settings, and the content of the stand-ins. */
final class ControlRoutes {
  private record StandInView(String name, long requests, int faults) {}

  private final RequestLog log;
  private final SandboxClock clock;
  private final Account account;
  private final Receivers receivers;
  private final Vendors vendors;

  ControlRoutes(
      RequestLog log, SandboxClock clock, Account account, Receivers receivers, Vendors vendors) {
    this.log = log;
    this.clock = clock;
    this.account = account;
    this.receivers = receivers;
    this.vendors = vendors;
  }

  void register(Router router) {
    route(router, HttpMethod.GET, "/sandbox", call -> Answer.of(200, standIns()));
    route(router, HttpMethod.POST, "/sandbox/reset", call -> reset());
    route(router, HttpMethod.GET, "/sandbox/requests", log::page);
    route(router, HttpMethod.GET, "/sandbox/clock", clock::show);
    route(router, HttpMethod.PUT, "/sandbox/clock", clock::set);
    hubSpot(router, new HubSpotControl(account));
    webhook(router);
    vendors.all().forEach(vendor -> vendor(router, vendor));
    router
        .route("/sandbox/*")
        .handler(Control.handler(call -> Problem.notFound(call.method() + " " + call.path())));
  }

  private void hubSpot(Router router, HubSpotControl control) {
    var path = "/sandbox/hubspot";
    faults(router, path, call -> account);
    route(router, HttpMethod.PUT, path + "/limits", control::limits);
    route(router, HttpMethod.GET, path + "/refusals", control::refusals);
    route(router, HttpMethod.PUT, path + "/token", control::token);
    route(router, HttpMethod.PUT, path + "/list-limit", control::listLimit);
    route(router, HttpMethod.POST, path + "/refused-emails", control::refuseEmail);
    route(router, HttpMethod.DELETE, path + "/properties/:type/:name", control::deleteProperty);
    route(router, HttpMethod.DELETE, path + "/refused-emails", control::acceptAllEmails);
    route(router, HttpMethod.POST, path + "/event-definitions", control::defineEvent);
    route(router, HttpMethod.GET, path + "/events", control::events);
    route(router, HttpMethod.POST, path + "/objects/:type", control::preset);
    route(router, HttpMethod.GET, path + "/objects/:type", control::objects);
    route(router, HttpMethod.GET, path + "/objects/:type/counts", control::counts);
    route(router, HttpMethod.GET, path + "/lists", control::lists);
    route(router, HttpMethod.GET, path + "/lists/:name/members", control::members);
  }

  private void webhook(Router router) {
    var path = "/sandbox/webhook/:name";
    faults(router, path, this::receiver);
    route(router, HttpMethod.GET, path, call -> Answer.of(200, receiver(call).counts()));
    route(
        router,
        HttpMethod.PUT,
        path,
        call -> {
          var settings = Json.read(Json.STRICT, call.body(), Receiver.Settings.class);
          receiver(call).configure(settings);
          return Answer.of(200, settings);
        });
    route(
        router,
        HttpMethod.DELETE,
        path,
        call -> {
          receiver(call).clear();
          return Answer.empty(204);
        });
  }

  private void vendor(Router router, Vendor vendor) {
    var control = new VendorControl(vendor);
    var path = "/sandbox" + VendorRoutes.root(vendor);
    faults(router, path, call -> Entrance.unknown(vendor));
    route(router, HttpMethod.GET, path + "/limits", control::limits);
    route(router, HttpMethod.PUT, path + "/limits", control::replaceLimits);
    route(router, HttpMethod.GET, path + "/refusals", control::refusals);
    route(router, HttpMethod.PUT, path + "/token", control::token);
    route(router, HttpMethod.POST, path + "/tokens/expire", control::expireTokens);
    route(router, HttpMethod.POST, path + "/tokens/revoke", control::revokeTokens);
    route(router, HttpMethod.GET, path + "/deviations", control::deviations);
    route(router, HttpMethod.GET, path + "/mails", control::mails);
    var records = path + "/records/:store";
    route(router, HttpMethod.GET, records, control::records);
    route(router, HttpMethod.POST, records, control::preset);
    route(router, HttpMethod.GET, records + "/counts", control::counts);
    route(router, HttpMethod.PUT, records + "/faults", control::storeFaults);
    route(router, HttpMethod.POST, records + "/:id/merge", control::merge);
    route(router, HttpMethod.POST, records + "/:id/erase", control::erase);
    route(router, HttpMethod.DELETE, records + "/:id", control::delete);
    route(router, HttpMethod.GET, path + "/events/:kind", control::events);
    route(router, HttpMethod.GET, path + "/members/:kind/:place", control::members);
    var jobs = path + "/jobs/:kind";
    route(router, HttpMethod.GET, jobs, control::jobs);
    route(router, HttpMethod.PUT, jobs + "/pace", control::jobPace);
    route(router, HttpMethod.PUT, jobs + "/faults", control::jobFaults);
    for (var own : vendor.control()) {
      route(
          router,
          HttpMethod.valueOf(own.method()),
          path + VendorRoutes.pattern(own.path()),
          call -> vendor.parts().exclusively(() -> own.work().apply(call)));
    }
  }

  private void faults(Router router, String standInPath, Function<Call, StandIn> standIn) {
    var path = standInPath + "/faults";
    route(router, HttpMethod.GET, path, call -> FaultControl.list(standIn.apply(call).faults()));
    route(
        router,
        HttpMethod.POST,
        path,
        call -> FaultControl.add(standIn.apply(call).faults(), call));
    route(
        router, HttpMethod.DELETE, path, call -> FaultControl.clear(standIn.apply(call).faults()));
  }

  private Receiver receiver(Call call) {
    return receivers.named(call.parameter("name"));
  }

  private Answer reset() {
    account.reset();
    receivers.reset();
    vendors.all().forEach(vendor -> new VendorControl(vendor).reset());
    clock.reset();
    log.clear();
    return Answer.empty(204);
  }

  private List<StandInView> standIns() {
    var standIns = new ArrayList<StandIn>(receivers.all());
    standIns.addFirst(account);
    // As a receiver of webhooks, a vendor is listed once it is used.
    vendors.all().stream()
        .map(Entrance::unknown)
        .filter(vendor -> log.total(vendor.name()) > 0 || vendor.faults().pending() > 0)
        .forEach(standIns::add);
    return standIns.stream()
        .map(s -> new StandInView(s.name(), log.total(s.name()), s.faults().pending()))
        .toList();
  }

  private static void route(Router router, HttpMethod method, String path, Control operation) {
    router.route(method, path).handler(Control.handler(operation));
  }
}
