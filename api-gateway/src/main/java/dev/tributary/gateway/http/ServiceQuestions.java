package dev.tributary.gateway.http;

import dev.tributary.contracts.Json;
import dev.tributary.gateway.routing.Service;
import dev.tributary.runtime.http.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks other services directly. An answer is empty if a service gives none in time, connecting
 * included, or none of the type. Thread-safe.
 */
@ApplicationScoped
public class ServiceQuestions {
  private static final Logger LOG = Logger.getLogger(ServiceQuestions.class);

  private final Upstreams upstreams;
  private final ServiceTokens tokens;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public ServiceQuestions(Upstreams upstreams, ServiceTokens tokens) {
    this.upstreams = upstreams;
    this.tokens = tokens;
  }

  /** At the service's management port, which nobody but services reaches. */
  public <T> Optional<T> ask(Service service, String path, Duration within, Class<T> type) {
    URI uri = upstreams.managementOf(service).resolve(path);
    return get(uri, ServiceToken.HEADER, tokens.of(service), within, type);
  }

  /** At the service's API, with what the token's holder may see. */
  public <T> Optional<T> askAs(
      String accessToken, Service service, String path, Duration within, Class<T> type) {
    URI uri = upstreams.of(service).resolve(path);
    return get(uri, "Authorization", "Bearer " + accessToken, within, type);
  }

  private <T> Optional<T> get(
      URI uri, String header, String value, Duration within, Class<T> type) {
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(within).header(header, value).GET().build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Optional.ofNullable(Json.read(response.body(), type))
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      LOG.debugf("No answer from %s: %s", uri, e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
