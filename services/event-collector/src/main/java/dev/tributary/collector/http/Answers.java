package dev.tributary.collector.http;

import dev.tributary.collector.tracking.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Answers in the tracking API's own format. Always a JSON object, which the Java SDK reads even on
 * success. Errors have {@code code} and {@code message}, because the Python SDK would otherwise
 * send again forever.
 */
final class Answers {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final Buffer ALL_APPLIED = success(0);

  private Answers() {}

  static void success(HttpServerResponse response, int quarantined) {
    send(response, 200, quarantined == 0 ? ALL_APPLIED : success(quarantined));
  }

  static void refusal(HttpServerResponse response, Refusal refusal, String message) {
    JsonObject body =
        new JsonObject().put("success", false).put("code", refusal.code()).put("message", message);
    send(response, refusal.status(), body.toBuffer());
  }

  /**
   * @param retryAfter whole seconds, the only form that every SDK understands
   */
  static void refusal(
      HttpServerResponse response, Refusal refusal, String message, long retryAfter) {
    if (!response.headWritten()) {
      response.putHeader(HttpHeaders.createOptimized("retry-after"), Long.toString(retryAfter));
      refusal(response, refusal, message);
    }
  }

  static void json(HttpServerResponse response, JsonObject body) {
    send(response, 200, body.toBuffer());
  }

  private static void send(HttpServerResponse response, int status, Buffer body) {
    if (response.closed() || response.headWritten()) {
      return; // The client has disconnected; it will send again.
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
  }

  private static Buffer success(int quarantined) {
    return Buffer.buffer("{\"success\":true,\"quarantined\":" + quarantined + "}");
  }
}
