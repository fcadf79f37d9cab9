package dev.tributary.gateway.signin;

import dev.tributary.gateway.start.KeycloakConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Ends a session at Keycloak from server to server. The usual redirect would put the ID token into
 * the browser's address, and a link on another site could follow it.
 */
@ApplicationScoped
public class KeycloakSignOut {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final KeycloakConfig config;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  public KeycloakSignOut(KeycloakConfig config) {
    this.config = config;
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
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(config.realmUrl() + "/protocol/openid-connect/logout"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try {
      HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
      if (response.statusCode() >= 500) {
        throw new IOException("Keycloak answered " + response.statusCode() + " to a sign-out");
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
