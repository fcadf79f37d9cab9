package dev.tributary.sandbox.http;

import dev.tributary.sandbox.control.RequestLog;
import dev.tributary.sandbox.control.SandboxClock;
import dev.tributary.sandbox.hubspot.Account;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.webhook.Receivers;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * The sandbox on a free port of this machine, without the service around it: for tests that need
 * stand-ins of their own.
 */
public final class LocalSandbox implements AutoCloseable {
  private final Vertx vertx;
  private final HttpServer server;

  private LocalSandbox(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Starts the stand-ins with their initial state.
   *
   * @param clock for limits and for the times in answers
   * @param token the only token that the HubSpot stand-in accepts; empty for any
   */
  public static LocalSandbox start(Clock clock, String token) {
    return start(clock, token, Vendors::new);
  }

  /**
   * Starts the stand-in of one vendor, which need not be in the list of the sandbox. HubSpot and
   * the receivers of webhooks are there too.
   *
   * @param clock for limits and for the times in answers
   * @param vendor makes the stand-in with the clock of the sandbox
   */
  public static LocalSandbox of(Clock clock, Function<Clock, Vendor> vendor) {
    return start(clock, "", time -> new Vendors(List.of(vendor.apply(time))));
  }

  private static LocalSandbox start(Clock clock, String token, Function<Clock, Vendors> vendors) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    Router router = Router.router(vertx);
    SandboxClock time = new SandboxClock(clock);
    new SandboxRoutes(
            vertx,
            time,
            new RequestLog(),
            new Account(time, token),
            new Receivers(time),
            vendors.apply(time))
        .register(router);
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return new LocalSandbox(vertx, server);
  }

  /** The address of the stand-ins, and of their control API. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
