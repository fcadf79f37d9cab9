package dev.tributary.collector.http;

import dev.tributary.collector.tracking.Call;
import dev.tributary.collector.tracking.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The public routes: every path that an SDK calls. */
public final class TrackingRoutes {
  /** Before all handlers of the management API, which SDKs do not use. */
  private static final int FIRST = -1_000_000;

  private static final String TRACKING = "/v1/";
  private static final String PROJECTS = "/projects/";

  private final TrackingParts parts;
  private final SettingsAnswer settings;

  public TrackingRoutes(TrackingParts parts, SettingsAnswer settings) {
    this.parts = parts;
    this.settings = settings;
  }

  public void register(Router router) {
    router.route().order(FIRST).handler(this::route);
  }

  private void route(RoutingContext context) {
    HttpServerRequest request = context.request();
    String path = request.path();
    if (path == null || !(path.startsWith(TRACKING) || path.startsWith(PROJECTS))) {
      context.next();
      return;
    }
    if (request.query() != null) {
      Traces.hideQuery();
    }
    if (request.method().equals(HttpMethod.OPTIONS)) {
      Cors.preflight(request);
    } else {
      Cors.allow(request);
      answer(context, request, path);
    }
  }

  private void answer(RoutingContext context, HttpServerRequest request, String path) {
    Call call = Call.at(path);
    if (call == null) {
      if (!request.method().equals(HttpMethod.GET) || !settings.answer(request, path)) {
        refuse(request, Refusal.NOT_FOUND);
      }
    } else if (!request.method().equals(method(call))) {
      refuse(request, Refusal.METHOD_NOT_ALLOWED);
    } else {
      new TrackingExchange(parts, call, request, context.vertx().getOrCreateContext()).start();
    }
  }

  private static HttpMethod method(Call call) {
    return call instanceof Call.Pixel ? HttpMethod.GET : HttpMethod.POST;
  }

  private void refuse(HttpServerRequest request, Refusal refusal) {
    parts.metrics().refused(refusal);
    Answers.refusal(request.response(), refusal, refusal.message());
  }
}
