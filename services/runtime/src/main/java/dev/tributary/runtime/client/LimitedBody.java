package dev.tributary.runtime.client;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer, up to a size and a time. A body that exceeds them fails, and is read no
 * further. The connection stays open until its user resets the request, or until its idle timeout.
 * A failed write instead would let the client read the rest of the answer, however long it is.
 *
 * <p>Confined to the connection's event loop, except for its result.
 */
public final class LimitedBody implements BodyCodec<Buffer>, BodyStream<Buffer> {
  private final int limit;
  private final long deadline;
  private final Buffer body = Buffer.buffer();
  private final Promise<Buffer> whole = Promise.promise();

  /**
   * @param limit in bytes
   * @param deadline in the time of {@link System#nanoTime}
   */
  public LimitedBody(int limit, long deadline) {
    this.limit = limit;
    this.deadline = deadline;
  }

  @Override
  public void create(Handler<AsyncResult<BodyStream<Buffer>>> handler) {
    handler.handle(Future.succeededFuture(this));
  }

  @Override
  public Future<Buffer> result() {
    return whole.future();
  }

  @Override
  public Future<Void> write(Buffer part) {
    if (body.length() + part.length() > limit) {
      whole.tryFail("the answer is larger than %d bytes".formatted(limit));
    } else if (System.nanoTime() - deadline > 0) {
      whole.tryFail("the answer does not end in time");
    } else {
      body.appendBuffer(part);
    }
    return Future.succeededFuture();
  }

  @Override
  public void write(Buffer part, Handler<AsyncResult<Void>> handler) {
    write(part).onComplete(handler);
  }

  @Override
  public void end(@Nullable Handler<AsyncResult<Void>> handler) {
    whole.tryComplete(body);
    if (handler != null) {
      handler.handle(Future.succeededFuture());
    }
  }

  /** Full for ever once it has failed, so that nothing more is read. */
  @Override
  public boolean writeQueueFull() {
    return whole.future().failed();
  }

  @Override
  public void handle(Throwable failure) {
    whole.tryFail(failure);
  }

  @Override
  public LimitedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public LimitedBody setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public LimitedBody drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
