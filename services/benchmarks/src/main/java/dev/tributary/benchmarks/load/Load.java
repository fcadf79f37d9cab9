package dev.tributary.benchmarks.load;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One load from its first request to its last answer, all on one event loop.
 *
 * <p>Open: requests are sent at fixed times, without waiting for the earlier ones. Closed: each
 * connection sends its next request when it has its answer; that finds a maximum, and its latency
 * says little.
 */
public final class Load {
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int MOST_WAITING = 50_000;

  private final Vertx vertx;
  private final Requests requests;
  private final RequestOptions head;
  private final int connections;
  private final HttpClient client;
  private final Histogram latency = new Histogram(HIGHEST_MICROS, 3);
  private final CompletableFuture<Outcome> done = new CompletableFuture<>();
  private long startNanos;
  private long endNanos;
  private long lastAnswerNanos;
  private long sent;
  private long completed;
  private long answered;
  private long failures;

  private Load(Vertx vertx, Target target, Requests requests) {
    this.vertx = vertx;
    this.requests = requests;
    this.connections = target.connections();
    this.head =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(target.port())
            .setURI(target.path())
            .putHeader("Authorization", target.authorization())
            .putHeader("Content-Type", "application/json");
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(target.connections())
                .setMaxWaitQueueSize(MOST_WAITING)
                .setKeepAlive(true)
                .setTcpNoDelay(true));
  }

  /** Sends at a constant rate for that long and returns when everything is answered. */
  public static Outcome open(
      Vertx vertx, Target target, Requests requests, double eventsPerSecond, Duration duration) {
    var load = new Load(vertx, target, requests);
    double perSecond = eventsPerSecond / requests.eventsPerRequest();
    return load.run(duration, () -> load.pace(1e9 / perSecond));
  }

  /** Keeps every connection busy for that long. */
  public static Outcome closed(Vertx vertx, Target target, Requests requests, Duration duration) {
    var load = new Load(vertx, target, requests);
    return load.run(
        duration,
        () -> {
          for (int connection = 0; connection < load.connections; connection++) {
            load.sendAgain();
          }
        });
  }

  private Outcome run(Duration duration, Runnable begin) {
    Context context = vertx.getOrCreateContext();
    context.runOnContext(_ -> {
      startNanos = System.nanoTime();
      lastAnswerNanos = startNanos;
      endNanos = startNanos + duration.toNanos();
      begin.run();
    });
    vertx.setTimer(duration.plus(PATIENCE).toMillis(), _ -> context.runOnContext(_ -> giveUp()));
    try {
      return done.join();
    } finally {
      client.close();
    }
  }

  /** Requests without an answer so far have failed. */
  private void giveUp() {
    failures += sent - completed;
    done.complete(outcome());
  }

  private void pace(double intervalNanos) {
    vertx.setPeriodic(
        1,
        timer -> {
          long now = System.nanoTime();
          while (true) {
            long due = startNanos + (long) (sent * intervalNanos);
            if (due >= endNanos) {
              // The last answer may have arrived already. Then only the end itself ends the load.
              if (now >= endNanos) {
                vertx.cancelTimer(timer);
                finishIfAnswered();
              }
              return;
            }
            if (due > now) {
              return;
            }
            send(due, this::finishIfAnswered);
          }
        });
  }

  private void sendAgain() {
    long now = System.nanoTime();
    if (now < endNanos) {
      send(now, this::sendAgain);
    } else {
      finishIfAnswered();
    }
  }

  private void send(long due, Runnable then) {
    sent++;
    RequestOptions asked = requests.head(head);
    Buffer body = requests.next(due);
    client
        .request(asked)
        .compose(request -> request.send(body))
        .compose(response -> response.body().map(_ -> response.statusCode()))
        .onComplete(answer -> {
          lastAnswerNanos = System.nanoTime();
          completed++;
          if (answer.succeeded() && answer.result() == OK) {
            answered += requests.eventsPerRequest();
            latency.recordValue(Math.min(HIGHEST_MICROS, (lastAnswerNanos - due) / 1000));
          } else {
            failures++;
          }
          then.run();
        });
  }

  private void finishIfAnswered() {
    if (completed == sent && System.nanoTime() >= endNanos) {
      done.complete(outcome());
    }
  }

  private Outcome outcome() {
    return new Outcome(answered, failures, (lastAnswerNanos - startNanos) / 1e9, latency.copy());
  }
}
