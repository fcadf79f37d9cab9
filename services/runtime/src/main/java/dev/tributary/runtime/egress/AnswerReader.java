package dev.tributary.runtime.egress;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a response up to a limit. Confined to the connection's event loop. */
final class AnswerReader {
  private final HttpClientResponse response;
  private final int limit;
  private final Buffer body = Buffer.buffer();
  private final Promise<EgressResponse> whole = Promise.promise();

  AnswerReader(HttpClientResponse response, int limit) {
    this.response = response;
    this.limit = limit;
  }

  Future<EgressResponse> read() {
    response.handler(this::append);
    response.exceptionHandler(whole::tryFail);
    response.endHandler(_ -> whole.tryComplete(answer()));
    return whole.future();
  }

  private void append(Buffer part) {
    if (body.length() + part.length() > limit) {
      whole.tryFail("the answer is larger than %d bytes".formatted(limit));
      response.request().reset();
    } else {
      body.appendBuffer(part);
    }
  }

  private EgressResponse answer() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach((name, value) ->
            headers
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .add(value));
    return new EgressResponse(response.statusCode(), headers, body.getBytes());
  }
}
