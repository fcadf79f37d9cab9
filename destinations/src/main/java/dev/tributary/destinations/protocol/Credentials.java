package dev.tributary.destinations.protocol;

import dev.tributary.contracts.WebhookSignature;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Target;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds the credentials of a destination to requests. Pure. */
final class Credentials {
  private static final byte[] NOTHING = {};

  private Credentials() {}

  static Request added(Authentication authentication, Target target, Request request, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    URI uri = request.uri();
    switch (authentication) {
      case Authentication.None() -> {}
      case Authentication.Bearer(String secret) -> {
        String token = target.secret(secret);
        if (token != null) {
          headers.put("authorization", "Bearer " + token);
        }
      }
      case Authentication.StandardWebhooks(String secret) -> {
        long timestamp = now.getEpochSecond();
        headers.put("webhook-timestamp", Long.toString(timestamp));
        String key = target.secret(secret);
        if (key != null) {
          String id = headers.getOrDefault("webhook-id", "");
          byte[] body = request.body() == null ? NOTHING : request.body();
          headers.put("webhook-signature", WebhookSignature.of(key, id, timestamp, body));
        }
      }
      case Authentication.ApiKey(String secret, Authentication.ApiKey.Position position) -> {
        String key = target.secret(secret);
        if (key != null) {
          switch (position) {
            case Authentication.ApiKey.Header(String name, String prefix) ->
                headers.put(name, prefix + key);
            case Authentication.ApiKey.Query(String name) -> uri = withParameter(uri, name, key);
          }
        }
      }
      case Authentication.Basic(String user, String suffix, String secret) -> {
        String password = target.secret(secret);
        if (password != null) {
          String given = target.secret(user);
          String name = given == null ? target.setting(user, "") : given;
          headers.put("authorization", basic(name + suffix, password));
        }
      }
    }
    return new Request(request.method(), uri, headers, request.body());
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static URI withParameter(URI uri, String name, String value) {
    String separator = uri.getRawQuery() == null ? "?" : "&";
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    return URI.create(uri + separator + name + "=" + encoded);
  }
}
