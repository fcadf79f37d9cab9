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
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Adds the credentials of a destination to requests. Pure. */
final class Credentials {
  private static final byte[] NOTHING = {};

  /** In previews, in place of a token that is issued when requests are sent. */
  private static final String ISSUED_LATER = "***";

  private Credentials() {}

  /** The request with its credentials; of a session, with placeholders for what is issued. */
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
          headers.put("authorization", basic(target.text(user) + suffix, password));
        }
      }
      case Authentication.Signature signature -> {
        String key = target.secret(signature.secret());
        if (key != null) {
          headers.putAll(new RequestSignature(signature, now).headers(key, request));
        }
      }
      case Authentication.AwsSignature signature -> {
        String key = target.secret(signature.secret());
        if (key != null) {
          AwsRequestSignature signing =
              new AwsRequestSignature(
                  target.text(signature.accessKeyId()),
                  target.setting(signature.region(), signature.defaultRegion()),
                  signature.service(),
                  now);
          headers.putAll(signing.headers(key, request));
        }
      }
      case Authentication.OAuth oauth -> headers.put("authorization", "Bearer " + ISSUED_LATER);
      case Authentication.CsrfSession(Authentication within, String address) -> {
        headers.put("x-csrf-token", ISSUED_LATER);
        headers.put("cookie", ISSUED_LATER);
        return added(
            within, target, new Request(request.method(), uri, headers, request.body()), now);
      }
    }
    return new Request(request.method(), uri, headers, request.body());
  }

  /** Headers with credentials, in lower case, beyond those that are always masked. */
  static Set<String> secretHeaders(Authentication authentication) {
    return switch (authentication) {
      case Authentication.ApiKey(var secret, Authentication.ApiKey.Header(String name, var p)) ->
          Set.of(name.toLowerCase(Locale.ROOT));
      case Authentication.ApiKey inQuery -> Set.of();
      case Authentication.Signature signature ->
          Set.of(signature.header().toLowerCase(Locale.ROOT));
      case Authentication.CsrfSession(Authentication within, var address) -> secretHeaders(within);
      case Authentication.None none -> Set.of();
      case Authentication.Bearer bearer -> Set.of();
      case Authentication.StandardWebhooks signed -> Set.of();
      case Authentication.Basic basic -> Set.of();
      case Authentication.AwsSignature signature -> Set.of();
      case Authentication.OAuth oauth -> Set.of();
    };
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static URI withParameter(URI uri, String name, String value) {
    String address = uri.toString();
    return URI.create(
        "%s%s%s=%s"
            .formatted(
                address,
                uri.getRawQuery() == null ? "?" : "&",
                name,
                URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
  }
}
