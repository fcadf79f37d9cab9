package dev.tributary.testkit.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the services: tells what it was asked, stays silent at {@code …/silent}, hangs up at
 * {@code …/cut}, streams at {@code …/stream}, fails with a page at {@code …/bare-<status>}, and
 * answers prepared texts. What services have on their management port only, it has there only.
 */
public final class StandIn {
  private static final int NO_CONTENT = 204;

  private final Map<String, String> prepared = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch nextEvent = new CountDownLatch(0);

  private StandIn() {}

  public static StandIn start(int port, int management) {
    StandIn standIn = new StandIn();
    standIn.prepare(
        "/internal/pipeline",
        "{\"definitions\":{},\"pending\":{},\"notWaitedFor\":[],\"syncsNotWaitedFor\":[]}");
    standIn.listen(port, path -> !isManagement(path));
    standIn.listen(management, StandIn::isManagement);
    return standIn;
  }

  private static boolean isManagement(String path) {
    return path.startsWith("/internal/") || path.startsWith("/q/");
  }

  private void listen(int port, Predicate<String> serves) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            if (serves.test(exchange.getRequestURI().getPath())) {
              answer(exchange);
            } else {
              exchange.sendResponseHeaders(404, -1);
              exchange.close();
            }
          });
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void prepare(String path, String body) {
    prepared.put(path, body);
  }

  public void prepare(String path, int status, String body) {
    statuses.put(path, status);
    prepare(path, body);
  }

  /**
   * A request that came in.
   *
   * @param ifMatch the header; empty where it is absent
   */
  public record Asked(
      String method, String path, String query, String body, String ifMatch, String requestId) {}

  /** The requests to a path, in order. */
  public List<Asked> asked(String path) {
    return asked.stream().filter(each -> each.path().equals(path)).toList();
  }

  /** The stream sends its second event when this is counted down. */
  public CountDownLatch holdSecondEvent() {
    CountDownLatch latch = new CountDownLatch(1);
    nextEvent = latch;
    return latch;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.endsWith("/silent")) {
      return;
    }
    if (path.endsWith("/cut")) {
      exchange.close();
      return;
    }
    if (path.endsWith("/stream")) {
      stream(exchange);
      return;
    }
    if (path.contains("/bare-")) {
      int status = Integer.parseInt(path.substring(path.lastIndexOf('-') + 1));
      byte[] page = "<html>no</html>".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(status, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
      return;
    }
    @Nullable String text = prepared.get(path);
    byte[] received = exchange.getRequestBody().readAllBytes();
    asked.add(
        new Asked(
            exchange.getRequestMethod(),
            path,
            Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""),
            new String(received, StandardCharsets.UTF_8),
            header(exchange, "If-Match"),
            header(exchange, "X-Request-Id")));
    byte[] body = text == null ? echo(exchange, received) : text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Set-Cookie", "service=cookie");
    int status = statuses.getOrDefault(path, 200);
    exchange.sendResponseHeaders(status, status == NO_CONTENT ? -1 : body.length);
    if (status == NO_CONTENT) {
      exchange.close();
      return;
    }
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static byte[] echo(HttpExchange exchange, byte[] received) {
    ObjectNode asked = Json.MAPPER.createObjectNode();
    asked.put("method", exchange.getRequestMethod());
    asked.put("uri", exchange.getRequestURI().toString());
    asked.put("bytes", received.length);
    ObjectNode headers = asked.putObject("headers");
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return Json.write(asked);
  }

  private void stream(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      nextEvent.await();
      out.write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
