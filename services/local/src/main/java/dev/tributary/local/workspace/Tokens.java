package dev.tributary.local.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.Credentials;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Bearer tokens of one API client, asked for again shortly before the last one expires. */
public final class Tokens implements Supplier<String> {

  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final String realm;
  private final Map<String, String> form;
  private String token = "";
  private Instant renewAt = Instant.MIN;

  private Tokens(String realm, Map<String, String> form) {
    this.realm = realm;
    this.form = form;
  }

  /** By the client's own id and secret. */
  public static Tokens ofClient(String realm, Credentials client) {
    return new Tokens(
        realm,
        Map.of(
            "grant_type", "client_credentials",
            "client_id", client.user(),
            "client_secret", client.password()));
  }

  /** Of Keycloak's own administrator, in its master realm. */
  static Tokens ofAdministrator(String masterRealm, Credentials administrator) {
    return new Tokens(
        masterRealm,
        Map.of(
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            administrator.user(),
            "password",
            administrator.password()));
  }

  @Override
  public synchronized String get() {
    if (Instant.now().isAfter(renewAt)) {
      JsonNode answer = Api.send(request());
      token = answer.path("access_token").asText();
      renewAt = Instant.now().plusSeconds(answer.path("expires_in").asLong()).minus(MARGIN);
    }
    return token;
  }

  private HttpRequest request() {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
