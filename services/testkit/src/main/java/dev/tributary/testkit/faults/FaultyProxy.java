package dev.tributary.testkit.faults;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy in front of an HTTP server. It applies one configured fault to each POST, and then passes
 * requests on unchanged. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final byte[] UNAVAILABLE =
      "{\"success\":false,\"code\":\"injected\",\"message\":\"an injected fault\"}"
          .getBytes(StandardCharsets.UTF_8);
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private final URI target;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger injected = new AtomicInteger();

  /** The fault of a POST. */
  public enum Fault {
    /** The request is passed on. */
    NONE,
    /** The server does not get the request; the client is answered 503. */
    UNAVAILABLE,
    /**
     * The server processes the request, and the connection is cut before the client gets the
     * answer. If the server refuses the request, the fault applies to the next one.
     */
    ANSWER_LOST
  }

  private FaultyProxy(URI target, HttpServer server) {
    this.target = target;
    this.server = server;
  }

  /**
   * @param faults of the first requests, in order
   */
  public static FaultyProxy before(URI target, Fault... faults) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FaultyProxy proxy = new FaultyProxy(target, server);
      proxy.faults.addAll(List.of(faults));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", proxy::handle);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses the second request and loses the answer to the third. There always is a third request,
   * for any batching in the client, because a refused client sends again.
   */
  public static FaultyProxy refusingThenLosing(URI target) {
    return before(target, Fault.NONE, Fault.UNAVAILABLE, Fault.ANSWER_LOST);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Number of applied faults. */
  public int injected() {
    return injected.get();
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Fault fault = exchange.getRequestMethod().equals("POST") ? faults.poll() : Fault.NONE;
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      if (fault == Fault.UNAVAILABLE) {
        injected.incrementAndGet();
        exchange.getResponseHeaders().set("Retry-After", "1");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(503, UNAVAILABLE.length);
        exchange.getResponseBody().write(UNAVAILABLE);
        return;
      }
      HttpResponse<byte[]> answer = passOn(exchange, body);
      if (fault == Fault.ANSWER_LOST && answer.statusCode() / 100 != 2) {
        faults.add(
            fault); // The server refused the request, so the client sends it again. The fault
        // applies then.
      } else if (fault == Fault.ANSWER_LOST) {
        injected.incrementAndGet();
        return; // Closing an exchange without an answer ends the connection.
      }
      answer(exchange, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> passOn(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    Headers headers = exchange.getRequestHeaders();
    headers.forEach((name, values) -> {
      if (!HOP_BY_HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
        values.forEach(value -> request.header(name, value));
      }
    });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!HOP_BY_HOP.contains(name) && !name.startsWith(":")) {
            values.forEach(value -> exchange.getResponseHeaders().add(name, value));
          }
        });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
