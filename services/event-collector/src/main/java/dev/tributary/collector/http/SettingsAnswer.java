package dev.tributary.collector.http;

import dev.tributary.collector.source.SourceDirectory;
import dev.tributary.collector.tracking.Refusal;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that browser and mobile SDKs request before they send: the address, and no metrics
 * of their own.
 */
public final class SettingsAnswer {
  private static final Pattern PATH = Pattern.compile("(?:/v1)?/projects/([^/]{1,200})/settings");

  private static final String HOST = HttpHeaders.HOST.toString();

  private final SourceDirectory sources;
  private final BooleanSupplier sourcesKnown;

  public SettingsAnswer(SourceDirectory sources, BooleanSupplier sourcesKnown) {
    this.sources = sources;
    this.sourcesKnown = sourcesKnown;
  }

  /** Returns false for another path. */
  boolean answer(HttpServerRequest request, String path) {
    Matcher match = PATH.matcher(path);
    if (!match.matches()) {
      return false;
    }
    String writeKey = URLDecoder.decode(match.group(1), StandardCharsets.UTF_8);
    if (sources.find(writeKey).isPresent()) {
      HttpServerResponse response = request.response();
      response.putHeader(HttpHeaders.CACHE_CONTROL, "max-age=300");
      // The answer names the host, so a shared cache must not serve it for another host.
      String varies = response.headers().get(HttpHeaders.VARY);
      response.putHeader(HttpHeaders.VARY, varies == null ? HOST : varies + ", " + HOST);
      Answers.json(request.response(), settings(request, writeKey));
    } else if (sourcesKnown.getAsBoolean()) {
      Refusal refusal = Refusal.UNKNOWN_WRITE_KEY;
      Answers.refusal(request.response(), refusal, refusal.message());
    } else {
      Refusal refusal = Refusal.STARTING;
      Answers.refusal(request.response(), refusal, refusal.message(), 1);
    }
    return true;
  }

  /** The SDK gets the host and the scheme that it used for this request. */
  private static JsonObject settings(HttpServerRequest request, String writeKey) {
    JsonObject self =
        new JsonObject()
            .put("apiKey", writeKey)
            .put("apiHost", request.authority() + "/v1")
            .put("protocol", request.scheme());
    return new JsonObject()
        .put("integrations", new JsonObject().put("Segment.io", self))
        .put("plan", new JsonObject())
        .put("metrics", new JsonObject().put("sampleRate", 0))
        .put("middlewareSettings", new JsonObject())
        .put("enabledMiddleware", new JsonObject())
        .put("remotePlugins", new JsonArray());
  }
}
