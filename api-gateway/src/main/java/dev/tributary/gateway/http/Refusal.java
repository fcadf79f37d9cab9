package dev.tributary.gateway.http;

import dev.tributary.contracts.Json;
import dev.tributary.runtime.http.HttpProblems;
import dev.tributary.runtime.http.ProblemBody;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.problem.ErrorCode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;

/**
 * Why a request is refused, answered as {@code application/problem+json}.
 *
 * @param retryAfterSeconds when to try again; counts where the code is retryable
 */
public record Refusal(ErrorCode code, String detail, int retryAfterSeconds) {
  private static final int SOON = 2;

  public static Refusal of(ErrorCode code) {
    return of(code, code.title());
  }

  public static Refusal of(ErrorCode code, String detail) {
    return new Refusal(code, detail, SOON);
  }

  /** For an answer of another component that has a status and no details. */
  public static Refusal ofStatus(int status) {
    return of(HttpProblems.ofStatus(status));
  }

  public int status() {
    return HttpProblems.status(code);
  }

  /** The name of a request, given when it was received. */
  public static String requestId(RoutingContext request) {
    return Objects.requireNonNullElse(request.response().headers().get(RequestId.HEADER), "");
  }

  /** Answers. If an answer has already begun, it can only be aborted. */
  public void send(RoutingContext request) {
    if (request.response().headWritten()) {
      request.response().reset();
      return;
    }
    // The paused body must be read to its end, or the connection cannot be used again.
    request.request().resume();
    request.response().setStatusCode(status());
    putHeaders(request.response().headers());
    request.response().end(body(requestId(request)));
  }

  public void putHeaders(MultiMap headers) {
    headers.set(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
    if (code.retryable()) {
      headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }
    if (status() == 413) {
      headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  public Buffer body(String requestId) {
    return Buffer.buffer(Json.write(ProblemBody.of(code, detail, List.of(), requestId)));
  }
}
