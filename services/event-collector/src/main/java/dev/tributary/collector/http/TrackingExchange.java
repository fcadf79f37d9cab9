package dev.tributary.collector.http;

import dev.tributary.collector.accept.Acceptance.Accepted;
import dev.tributary.collector.limit.RateLimit;
import dev.tributary.collector.source.ActiveSource;
import dev.tributary.collector.tracking.Bodies;
import dev.tributary.collector.tracking.Call;
import dev.tributary.collector.tracking.PixelQuery;
import dev.tributary.collector.tracking.Refusal;
import dev.tributary.collector.tracking.Refused;
import dev.tributary.collector.tracking.TrackingRequest;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One tracking call from its first byte to its answer, on its connection's event loop. It is
 * answered exactly once, and its memory is released then.
 */
final class TrackingExchange {
  private static final Logger LOG = Logger.getLogger(TrackingExchange.class);
  private static final long SOON = 1;

  /** A body may take the grace period, plus the time that its bytes take at this speed. */
  private static final long SLOWEST_BYTES_PER_SECOND = 8 * 1024;

  private static final int FIRST_BUFFER = 4 * 1024;

  private final TrackingParts parts;
  private final Call call;
  private final HttpServerRequest request;
  private final Context eventLoop;
  private final Reply reply;
  private MemoryBudget.@Nullable Share memory;
  private final @Nullable String basicKey;
  private Buffer body = Buffer.buffer(0);

  /** The length that the head announces; 0 if none. */
  private long length;

  private boolean answered;
  private boolean arrived;
  private long deadline = -1;

  TrackingExchange(TrackingParts parts, Call call, HttpServerRequest request, Context eventLoop) {
    this.parts = parts;
    this.call = call;
    this.request = request;
    this.eventLoop = eventLoop;
    this.reply =
        call instanceof Call.Pixel
            ? new Reply.ImageAnswer(request.response())
            : new Reply.SdkAnswer(request.response());
    this.basicKey = Authorization.writeKey(request.getHeader(HttpHeaders.AUTHORIZATION));
  }

  void start() {
    request.exceptionHandler(_ -> abandon());
    request.handler(this::received).endHandler(_ -> handle(this::complete));
    handle(this::checkHead);
    // Most bodies arrive with their head, in this turn of the event loop: they need no timer.
    eventLoop.runOnContext(_ -> watch(System.nanoTime(), parts.bodyGrace().toMillis()));
  }

  /** Refuses a body that takes longer than its received bytes allow. */
  private void watch(long start, long waitMillis) {
    if (answered || arrived) {
      return;
    }
    deadline =
        eventLoop
            .owner()
            .setTimer(
                waitMillis,
                _ ->
                    handle(() -> {
                      long allowed =
                          parts.bodyGrace().toMillis()
                              + body.length() * 1000L / SLOWEST_BYTES_PER_SECOND;
                      long left = allowed - (System.nanoTime() - start) / 1_000_000;
                      if (left <= 0) {
                        // The client sends nothing more, and the connection would stay open for a
                        // long time.
                        request.response().bodyEndHandler(_ -> request.connection().close());
                        throw new Refused(Refusal.OVERLOADED, "The body took too long to arrive");
                      }
                      watch(start, left);
                    }));
  }

  /** Errors in the head are answered without waiting for the body. */
  private void checkHead() {
    memory =
        basicKey == null
            ? parts
                .memory()
                .unkeyed(parts.proxies().clientOf(request), () -> onEventLoop(this::makeRoom))
            : parts.memory().keyed(source(basicKey), () -> onEventLoop(this::makeRoom));
    String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    length = announced == null ? 0 : Long.parseLong(announced);
    if (length > parts.limits().requestBytes()) {
      throw Bodies.tooLarge(parts.limits().requestBytes());
    }
    body = Buffer.buffer((int) Math.min(length, FIRST_BUFFER));
  }

  /**
   * After an answer the rest of the body is read and dropped; otherwise the client might not read
   * the answer.
   */
  private void received(Buffer chunk) {
    handle(() -> {
      if (body.length() + chunk.length() > parts.limits().requestBytes()) {
        throw Bodies.tooLarge(parts.limits().requestBytes());
      }
      if (basicKey != null && body.length() + chunk.length() == length) {
        keepMemory();
      }
      hold(chunk.length());
      body.appendBuffer(chunk);
    });
  }

  private void makeRoom() {
    throw new Refused(Refusal.OVERLOADED);
  }

  private void complete() {
    long completed = System.nanoTime();
    arrived = true;
    forgetDeadline();
    if (call instanceof Call.Metrics) {
      answer(() -> reply.accepted(0));
      return;
    }
    if (basicKey != null) {
      keepMemory();
    }
    byte[] json = json();
    body = Buffer.buffer(0);
    TrackingRequest read =
        call instanceof Call.Batch ? parts.reader().batch(json) : parts.reader().single(json);
    String writeKey = writeKey(read);
    ActiveSource source = source(writeKey);
    keepMemory();
    parts
        .rateLimit()
        .take(
            source,
            read.items().size(),
            wait -> onEventLoop(() -> limited(wait, read, source, writeKey, completed)));
  }

  private byte[] json() {
    byte[] sent = body.getBytes();
    byte[] json =
        call instanceof Call.Pixel
            ? PixelQuery.event(request.query(), parts.limits().eventDepth())
            : Bodies.inflated(sent, parts.limits().requestBytes());
    if (json != sent) {
      hold(json.length);
    }
    return json;
  }

  /** Empty if the request names none. */
  private String writeKey(TrackingRequest read) {
    return Objects.requireNonNullElseGet(
        basicKey, () -> Objects.requireNonNullElse(read.writeKey(), ""));
  }

  private ActiveSource source(String writeKey) {
    ActiveSource source = known(writeKey);
    if (parts.held().test(source.workspace())) {
      throw new Refused(Refusal.WORKSPACE_HELD);
    }
    return source;
  }

  private ActiveSource known(String writeKey) {
    return parts
        .sources()
        .find(writeKey)
        .orElseThrow(() ->
            new Refused(
                parts.sourcesKnown().getAsBoolean()
                    ? Refusal.UNKNOWN_WRITE_KEY
                    : Refusal.STARTING));
  }

  private void limited(
      long waitMillis, TrackingRequest read, ActiveSource source, String writeKey, long completed) {
    if (waitMillis != RateLimit.GRANTED) {
      long seconds = Math.max(SOON, (waitMillis + 999) / 1000);
      refuse(Refusal.RATE_LIMITED, Refusal.RATE_LIMITED.message(), seconds);
      return;
    }
    String address = parts.proxies().clientOf(request);
    Accepted accepted = parts.acceptance().accept(call, read, source, writeKey, address);
    parts
        .log()
        .append(
            Traces.mark(accepted.messages()),
            failure -> onEventLoop(() -> acknowledged(failure, accepted, completed)));
  }

  private void acknowledged(@Nullable Exception failure, Accepted accepted, long completed) {
    if (failure != null) {
      LOG.debugf("A request could not be written: %s", failure.getMessage());
      refuse(Refusal.LOG_UNAVAILABLE, Refusal.LOG_UNAVAILABLE.message(), SOON);
      return;
    }
    parts
        .metrics()
        .accepted(
            accepted.messages().size(), accepted.quarantined(), System.nanoTime() - completed);
    answer(() -> reply.accepted(accepted.quarantined().size()));
  }

  private void hold(long bytes) {
    if (memory == null || !memory.take(bytes)) {
      throw new Refused(Refusal.OVERLOADED);
    }
  }

  /** From now on the memory is not given to others: the body is complete and its key known. */
  private void keepMemory() {
    if (memory == null || !memory.complete()) {
      throw new Refused(Refusal.OVERLOADED);
    }
  }

  private void onEventLoop(Runnable step) {
    eventLoop.runOnContext(_ -> handle(step));
  }

  /** Runs a step unless the call is already answered. A refusal becomes the answer. */
  private void handle(Runnable step) {
    if (answered) {
      return;
    }
    try {
      step.run();
    } catch (Refused e) {
      refuse(e.refusal(), String.valueOf(e.getMessage()), SOON);
    } catch (RuntimeException e) {
      LOG.error("A tracking call failed", e);
      refuse(Refusal.LOG_UNAVAILABLE, Refusal.LOG_UNAVAILABLE.message(), SOON);
    }
  }

  private void refuse(Refusal refusal, String message, long retryAfterSeconds) {
    parts.metrics().refused(refusal);
    answer(() -> reply.refused(refusal, message, retryAfterSeconds));
  }

  private void answer(Runnable write) {
    abandon();
    write.run();
  }

  private void forgetDeadline() {
    if (deadline >= 0) {
      eventLoop.owner().cancelTimer(deadline);
    }
  }

  private void abandon() {
    forgetDeadline();
    answered = true;
    body = Buffer.buffer(0);
    if (memory != null) {
      memory.release();
    }
  }
}
