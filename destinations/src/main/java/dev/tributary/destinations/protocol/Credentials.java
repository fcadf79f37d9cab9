package dev.tributary.destinations.protocol;

import dev.tributary.contracts.WebhookSignature;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds the credentials of a destination to requests. Pure. */
final class Credentials {
  private static final byte[] NOTHING = {};

  private Credentials() {}

  static Request added(Authentication authentication, Target target, Request request, Instant now) {
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
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
    }
    return new Request(request.method(), request.uri(), headers, request.body());
  }
}
