package dev.tributary.gateway.http.proxy;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * Forwards a body and counts its bytes, and stops when it exceeds the limit. The server checks
 * announced lengths only; a chunked body would pass without a bound.
 */
final class CountedBody implements ReadStream<Buffer> {
  private final ReadStream<Buffer> body;
  private final long limit;
  private long received;
  private boolean over;
  private @Nullable Handler<Throwable> broken;

  CountedBody(ReadStream<Buffer> body, long limit) {
    this.body = body;
    this.limit = limit;
  }

  boolean over() {
    return over;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> next) {
    body.handler(next == null ? null : buffer -> count(buffer, next));
    return this;
  }

  private void count(Buffer buffer, Handler<Buffer> next) {
    if (over) {
      return;
    }
    received += buffer.length();
    if (received <= limit) {
      next.handle(buffer);
      return;
    }
    over = true;
    Handler<Throwable> handler = broken;
    if (handler != null) {
      handler.handle(new BodyTooLarge());
    }
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    broken = handler;
    body.exceptionHandler(handler);
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    body.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    body.resume();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    body.fetch(amount);
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
    body.endHandler(handler);
    return this;
  }

  /** Ends the request to the service; the client gets 413. */
  static final class BodyTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    BodyTooLarge() {
      super("The body is larger than allowed", null, false, false);
    }
  }
}
