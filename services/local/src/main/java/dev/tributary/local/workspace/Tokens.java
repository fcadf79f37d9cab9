package dev.tributary.local.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.Credentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens of one API client, requested again shortly before the last one expires. It uses the
 * JDK's older HTTP client, because that one starts in an eighth of the time, and {@code cdp token}
 * sends one request.
 */
public final class Tokens implements Supplier<String> {

  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String realm;
  private final Map<String, String> form;
  private String token = "";
  private Instant renewAt = Instant.MIN;

  private Tokens(String realm, Map<String, String> form) {
    this.realm = realm;
    this.form = form;
  }

  /** With the client's own id and secret. */
  public static Tokens ofClient(String realm, Credentials client) {
    return new Tokens(
        realm,
        Map.of(
            "grant_type", "client_credentials",
            "client_id", client.user(),
            "client_secret", client.password()));
  }

  /** For Keycloak's own administrator, in its master realm. */
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
      JsonNode answer = ask();
      token = answer.path("access_token").asText();
      renewAt = Instant.now().plusSeconds(answer.path("expires_in").asLong()).minus(MARGIN);
    }
    return token;
  }

  private JsonNode ask() {
    String address = realm + "/protocol/openid-connect/token";
    try {
      var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
      try (OutputStream body = connection.getOutputStream()) {
        body.write(encodedForm().getBytes(UTF_8));
      }
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new ApiFailure("POST " + address, status, text(connection.getErrorStream()));
      }
      return JSON.readTree(text(connection.getInputStream()));
    } catch (IOException e) {
      throw new ApiFailure("POST " + address, e);
    }
  }

  private String encodedForm() {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String text(@Nullable InputStream answer) throws IOException {
    if (answer == null) {
      return "";
    }
    try (answer) {
      return new String(answer.readAllBytes(), UTF_8);
    }
  }
}
