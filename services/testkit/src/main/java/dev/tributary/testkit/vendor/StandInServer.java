package dev.tributary.testkit.vendor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A local HTTP server that answers as told, and can fail its next request. */
public final class StandInServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicReference<@Nullable Failure> next = new AtomicReference<>();

  /** Answers a request; throws nothing. */
  @FunctionalInterface
  public interface Handler {
    Reply answer(String method, URI uri, Map<String, String> headers, String body);
  }

  public record Reply(int status, String body) {}

  /** The failures of a request in the place of an answer. */
  public enum Failure {
    UNAUTHORISED,
    RATE_LIMITED,
    SERVER_ERROR,
    CUT,
    /**
     * 200 with a page, as a proxy between the two answers it. The vendor has not got the request.
     */
    UNREADABLE
  }

  public StandInServer(Handler handler) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> handle(exchange, handler));
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void failNext(Failure failure) {
    next.set(failure);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange, Handler handler) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Failure failure = next.getAndSet(null);
    if (failure == Failure.CUT) {
      exchange.close();
      return;
    }
    Reply reply = failure == null ? handled(exchange, handler, body) : failed(exchange, failure);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", failure == Failure.UNREADABLE ? "text/html" : "application/json");
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Reply handled(HttpExchange exchange, Handler handler, String body) {
    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    return handler.answer(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
  }

  private static Reply failed(HttpExchange exchange, Failure failure) {
    return switch (failure) {
      case UNAUTHORISED -> new Reply(401, "{\"message\":\"Authentication credentials not found\"}");
      case RATE_LIMITED -> {
        exchange.getResponseHeaders().set("Retry-After", "7");
        yield new Reply(429, "{\"message\":\"You have reached your limit\"}");
      }
      case SERVER_ERROR -> new Reply(500, "{\"message\":\"internal error\"}");
      case UNREADABLE -> new Reply(200, "<html><body>Please wait</body></html>");
      case CUT -> throw new IllegalStateException();
    };
  }
}
