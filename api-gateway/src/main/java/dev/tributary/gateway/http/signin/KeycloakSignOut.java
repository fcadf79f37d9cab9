package dev.tributary.gateway.http.signin;

import dev.tributary.runtime.http.installation.InstallationClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ends a session at Keycloak from server to server. The usual redirect would put the ID token into
 * the browser's address, and a link on another site could trigger it.
 */
@ApplicationScoped
public class KeycloakSignOut {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final KeycloakConfig config;
  private final InstallationClient client;

  public KeycloakSignOut(KeycloakConfig config, InstallationClient client) {
    this.config = config;
    this.client = client;
  }

  /**
   * Blocks until Keycloak has ended the session of this token.
   *
   * @throws UncheckedIOException if it cannot be reached or refuses; the session is then not over
   */
  public void end(String refreshToken) {
    String form =
        form(
            Map.of(
                "client_id", config.clientId(),
                "client_secret", config.clientSecret(),
                "refresh_token", refreshToken));
    URI uri = URI.create(config.realmUrl() + "/protocol/openid-connect/logout");
    try {
      HttpResponse<Buffer> answer =
          client.send(
              client
                  .request(HttpMethod.POST, uri)
                  .putHeader("Content-Type", "application/x-www-form-urlencoded"),
              Buffer.buffer(form),
              TIMEOUT);
      if (answer.statusCode() >= 500) {
        throw new IOException("Keycloak answered " + answer.statusCode() + " to a sign-out");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted while signing out", e));
    }
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
