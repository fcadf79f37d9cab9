package dev.tributary.sandbox.http;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Converts between Vert.x and the sandbox's own types. */
final class Exchange {
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON = "application/json;charset=utf-8";

  private Exchange() {}

  static Call call(RoutingContext context) {
    var buffer = context.body().buffer();
    return new Call(
        context.request().method().name(),
        context.normalizedPath(),
        context.pathParams(),
        joined(context.queryParams(), UnaryOperator.identity()),
        joined(context.request().headers(), name -> name.toLowerCase(Locale.ROOT)),
        buffer == null ? new byte[0] : buffer.getBytes());
  }

  static void send(RoutingContext context, Answer answer) {
    var response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (answer.body() == null) {
      response.end();
      return;
    }
    if (!answer.headers().containsKey(CONTENT_TYPE)) {
      response.putHeader(CONTENT_TYPE, JSON);
    }
    response.end(
        Buffer.buffer(answer.body() instanceof byte[] text ? text : Json.bytes(answer.body())));
  }

  /** 200 with a page that is no answer of the vendor. */
  static void sendPage(RoutingContext context) {
    var response = context.response();
    if (!response.ended() && !response.closed()) {
      response.putHeader(CONTENT_TYPE, "text/html").end("<html><body>Please wait</body></html>");
    }
  }

  /** If a name occurs twice, its values are joined with a comma. */
  private static Map<String, String> joined(MultiMap values, UnaryOperator<String> naming) {
    var joined = new TreeMap<String, String>();
    values.forEach(entry ->
        joined.merge(naming.apply(entry.getKey()), entry.getValue(), (a, b) -> a + "," + b));
    return joined;
  }
}
