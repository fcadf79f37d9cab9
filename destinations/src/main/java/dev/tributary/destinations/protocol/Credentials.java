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
      case Authentication.Basic(String user, String password) -> {
        String secret = target.secret(password);
        if (secret != null) {
          String name = target.secret(user);
          String pair = (name == null ? target.setting(user, "") : name) + ":" + secret;
          byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
          headers.put("authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
      }
      case Authentication.ApiKeyHeader(String name, String prefix, String secret) -> {
        String key = target.secret(secret);
        if (key != null) {
          headers.put(name, prefix + key);
        }
      }
      case Authentication.ApiKeyParameter(String name, String secret) -> {
        String key = target.secret(secret);
        if (key != null) {
          uri = withParameter(uri, name, key);
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
    }
    return new Request(request.method(), uri, headers, request.body());
  }

  private static URI withParameter(URI uri, String name, String value) {
    String separator = uri.getRawQuery() == null ? "?" : "&";
    return URI.create(
        uri + separator + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
  }
}
