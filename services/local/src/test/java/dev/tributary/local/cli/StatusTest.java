package dev.tributary.local.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Port;
import dev.tributary.local.launch.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is said of a part is what the part says at that moment. */
class StatusTest {
  private static final PartHealth LONG = new PartHealth(Duration.ofSeconds(60));
  private static final PartHealth SHORT = new PartHealth(Duration.ofMillis(200));

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    threads.shutdownNow();
  }

  @Test
  void aServiceSaysItselfWhetherItIsReady() throws IOException {
    int well = serving(answer(200));
    int ill = serving(answer(503));
    List<Run.Entry> parts =
        List.of(part("well", 1, well), part("ill", 1, ill), part("gone", 1, Port.free()));
    assertThat(LONG.states(parts)).containsExactly("ready", "not ready", "no answer");
  }

  @Test
  void keycloakIsReadyWhenItServesItsRealm() throws IOException {
    int realm = serving(exchange -> respond(exchange, "/realms/tributary", 200));
    int withoutRealm = serving(exchange -> respond(exchange, "/", 200));
    List<Run.Entry> parts =
        List.of(part("keycloak", realm, listening()), part("keycloak", withoutRealm, listening()));
    assertThat(LONG.states(parts)).containsExactly("ready", "not ready");
  }

  @Test
  void ofAPartWithoutHealthItIsKnownWhetherItTakesConnections() throws IOException {
    List<Run.Entry> parts =
        List.of(part("kafka", listening(), null), part("redis", Port.free(), null));
    assertThat(LONG.states(parts)).containsExactly("ready", "no answer");
  }

  @Test
  void oneThatHangsHasNotAnswered() throws IOException {
    List<Run.Entry> parts = List.of(part("hangs", 1, listening()));
    assertThat(SHORT.states(parts)).containsExactly("no answer");
  }

  /** Each answers only once the other one has been asked. */
  @Test
  void allAreAskedAtTheSameTime() throws IOException {
    CyclicBarrier bothAsked = new CyclicBarrier(2);
    HttpHandler waiting =
        exchange -> {
          try {
            bothAsked.await(60, SECONDS);
          } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IOException(e);
          }
          answer(200).handle(exchange);
        };
    List<Run.Entry> parts =
        List.of(part("one", 1, serving(waiting)), part("other", 1, serving(waiting)));
    assertThat(LONG.states(parts)).containsExactly("ready", "ready");
  }

  @Test
  void whatIsNotRunningIsNotAsked() throws IOException {
    Run.Entry starting =
        new Run.Entry("identity-resolution", null, 1, serving(answer(200)), "starting", null, "");
    assertThat(LONG.states(List.of(starting))).containsExactly("starting");
  }

  @Test
  void theTableShowsWhatThePartsSay() throws IOException {
    List<Run.Entry> parts = List.of(part("destinations", 1, serving(answer(503))));
    Run run = new Run(1, "2026-01-01T00:00:00Z", "gateway", "collector", "sandbox", parts);
    Checkout checkout = Checkout.locate();
    assertThat(Status.asked(run, checkout, LONG).table())
        .containsPattern("destinations .*not ready");
    assertThat(Status.asked(run, checkout, LONG).processes().getFirst().state())
        .isEqualTo("not ready");
    assertThat(Status.remembered(run, checkout).processes().getFirst().state()).isEqualTo("ready");
  }

  private static Run.Entry part(String name, int port, @Nullable Integer management) {
    return new Run.Entry(name, null, port, management, "ready", null, "");
  }

  private static HttpHandler answer(int status) {
    return exchange -> respond(exchange, "/q/health/ready", status);
  }

  private static void respond(HttpExchange exchange, String path, int status) throws IOException {
    boolean asked = exchange.getRequestURI().getPath().equals(path);
    exchange.sendResponseHeaders(asked ? status : 404, -1);
    exchange.close();
  }

  private int serving(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
    open.add(() -> server.stop(0));
    return server.getAddress().getPort();
  }

  /** Takes connections and never answers. */
  private int listening() throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(socket);
    return socket.getLocalPort();
  }
}
