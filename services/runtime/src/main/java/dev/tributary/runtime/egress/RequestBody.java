package dev.tributary.runtime.egress;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, which shows whether the request was sent, and can end it. A {@link
 * io.vertx.ext.web.client.WebClient} reads the body when it has a connection, and sends the head of
 * the request with the first part. So as long as the body was not read, no byte of the request was
 * sent; and a body that was withdrawn before is never sent.
 *
 * <p>The client reads on the event loop of the connection. Any thread may withdraw or end.
 */
final class RequestBody implements ReadStream<Buffer> {
  private enum State {
    WAITING,
    READ,
    WITHDRAWN
  }

  private final Buffer content;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile @Nullable HttpClientRequest request;
  private volatile boolean ended;
  private @Nullable Handler<Buffer> parts;
  private @Nullable Handler<Void> end;
  private @Nullable Handler<Throwable> failure;

  RequestBody(byte[] content) {
    this.content = Buffer.buffer(content);
  }

  /** An interceptor of the client: from now on, the request can be ended. */
  static void connected(HttpContext<?> context) {
    if (context.phase() == ClientPhase.SEND_REQUEST && context.body() instanceof RequestBody body) {
      body.request = context.clientRequest();
      if (body.ended) {
        context.clientRequest().reset();
      }
    }
    context.next();
  }

  /** Closes the connection, so that no more of the response is read. */
  void end() {
    // Before the request is read: a request that connects at the same moment sees it.
    ended = true;
    HttpClientRequest sent = request;
    if (sent != null) {
      sent.reset();
    }
  }

  /**
   * Prevents that the request is sent.
   *
   * @return false if it is too late: the server may have received the request
   */
  boolean withdraw() {
    return state.compareAndSet(State.WAITING, State.WITHDRAWN) || state.get() == State.WITHDRAWN;
  }

  @Override
  public RequestBody handler(@Nullable Handler<Buffer> handler) {
    parts = handler;
    return this;
  }

  @Override
  public RequestBody endHandler(@Nullable Handler<Void> handler) {
    end = handler;
    return this;
  }

  @Override
  public RequestBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    failure = handler;
    return this;
  }

  /** The content is one part, so there is nothing to pause. */
  @Override
  public RequestBody pause() {
    return this;
  }

  @Override
  public RequestBody fetch(long amount) {
    return resume();
  }

  @Override
  public RequestBody resume() {
    Handler<Buffer> reader = parts;
    if (reader == null) {
      return this;
    }
    if (state.compareAndSet(State.WAITING, State.READ)) {
      if (content.length() > 0) {
        reader.handle(content);
      }
      Handler<Void> endReader = end;
      if (endReader != null) {
        // An end has no value: this future calls the handler with null.
        Future.<Void>succeededFuture().onSuccess(endReader);
      }
    } else if (state.get() == State.WITHDRAWN) {
      Handler<Throwable> refused = failure;
      if (refused != null) {
        refused.handle(new IllegalStateException("The request was withdrawn"));
      }
    }
    return this;
  }
}
