package dev.tributary.local.supply;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers batches of queries as OSV does, with the answers of a test; 503 if there is none left.
 */
public final class StandInDatabase implements AutoCloseable {
  private final HttpServer server;
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  public StandInDatabase() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/querybatch", this::answer);
    server.start();
  }

  /** Answers the next requests with these bodies, each once. */
  public StandInDatabase answering(String... bodies) {
    answers.addAll(List.of(bodies));
    return this;
  }

  /** The bodies of the requests, the oldest first. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    String answer = answers.poll();
    byte[] body = (answer == null ? "" : answer).getBytes(UTF_8);
    exchange.sendResponseHeaders(answer == null ? 503 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
