package dev.tributary.destinations.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The vendors of all destinations over HTTP, with their faults. */
final class Receiver implements AutoCloseable {
  private static final long SLOW_MILLIS = 400;

  /** Steps of jobs wait for minutes: their connection ends after this time. */
  private static final long LONGEST_HANG_MILLIS = 2_500;

  private final HttpServer server;
  private final Map<String, Inbox> inboxes = new ConcurrentHashMap<>();

  /** Processes that have ended. Their requests that arrive now are lost. */
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  private final AtomicReference<@Nullable Strike> strike = new AtomicReference<>();
  private volatile boolean struck;

  /**
   * The end of the process that sends the next request.
   *
   * @param afterEffect whether the request has its effect before
   * @param kill gets the name of the process
   */
  record Strike(boolean afterEffect, Consumer<String> kill) {}

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** The address of a destination. */
  String open(String name, Inbox inbox) {
    inboxes.put(name, inbox);
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** The next request that writes ends its sender. */
  void arm(Strike next) {
    struck = false;
    strike.set(next);
  }

  /** Whether a request has ended its sender. */
  boolean hasStruck() {
    return struck;
  }

  /** No request ends its sender any more. Returns false if one has, or does so now. */
  boolean disarm() {
    return strike.getAndSet(null) != null;
  }

  /** From now on, no request of this sender has an effect, also one that has arrived. */
  void refuse(String replica) {
    inboxes
        .values()
        .forEach(inbox -> {
          synchronized (inbox) {
            refused.add(replica);
          }
        });
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String replica = Objects.toString(exchange.getRequestHeaders().getFirst(Replica.NAME), "");
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Inbox inbox =
          Objects.requireNonNull(inboxes.get(exchange.getRequestURI().getPath().substring(1)));
      answer(exchange, inbox, replica, body);
    } finally {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange, Inbox inbox, String replica, byte[] body)
      throws IOException {
    long deadline = Long.parseLong(exchange.getRequestHeaders().getFirst(Replica.DEADLINE));
    if (!exchange.getRequestMethod().equals("GET")) {
      Strike now = strike.getAndSet(null);
      if (now != null) {
        try {
          if (now.afterEffect()) {
            process(exchange, inbox, replica, body, false, deadline);
          }
          now.kill().accept(replica);
        } finally {
          struck = true;
        }
        return;
      }
    }
    Fault fault = inbox.next(exchange.getRequestMethod());
    switch (fault) {
      case NONE, SLOW, PARTIAL -> {
        byte[] answer = process(exchange, inbox, replica, body, fault == Fault.PARTIAL, deadline);
        if (fault == Fault.SLOW) {
          pause(SLOW_MILLIS);
        }
        if (answer != null) {
          send(exchange, 200, answer);
        }
      }
      case SERVER_ERROR -> send(exchange, 500, new byte[0]);
      case LIMIT -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        send(exchange, 429, new byte[0]);
      }
      case LIMIT_WITHOUT_TIME -> send(exchange, 429, new byte[0]);
      case CUT_BEFORE -> {}
      case CUT_AFTER -> process(exchange, inbox, replica, body, false, deadline);
      case HANG_BEFORE -> hang(deadline);
      case HANG_AFTER -> {
        process(exchange, inbox, replica, body, false, deadline);
        hang(deadline);
      }
    }
  }

  /**
   * Returns null, without an effect, if the sender does not wait any more, or has ended: a vendor
   * that applies a request after a later one is not what the engine can repair.
   */
  private byte @Nullable [] process(
      HttpExchange exchange,
      Inbox inbox,
      String replica,
      byte[] body,
      boolean partial,
      long deadline) {
    synchronized (inbox) {
      return System.currentTimeMillis() > deadline || refused.contains(replica)
          ? null
          : Json.write(
              inbox.process(
                  exchange.getRequestMethod(), exchange.getRequestURI().getQuery(), body, partial));
    }
  }

  private static void hang(long deadline) {
    pause(Math.min(LONGEST_HANG_MILLIS, deadline - System.currentTimeMillis()));
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
