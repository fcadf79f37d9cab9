package dev.tributary.gateway.http.service;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Json;
import dev.tributary.gateway.http.ServiceTokens;
import dev.tributary.gateway.routing.Service;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks other services directly. An answer is empty if a service gives no whole answer in time,
 * connecting included, or none of the type. Thread-safe; blocks.
 */
@ApplicationScoped
public class ServiceQuestions {
  private static final Logger LOG = Logger.getLogger(ServiceQuestions.class);

  private final Upstreams upstreams;
  private final ServiceTokens tokens;
  private final InstallationClient client;

  public ServiceQuestions(Upstreams upstreams, ServiceTokens tokens, InstallationClient client) {
    this.upstreams = upstreams;
    this.tokens = tokens;
    this.client = client;
  }

  /** Asks at the service's management port, which only services can reach. */
  public <T> Optional<T> ask(Service service, String path, Duration within, Class<T> type) {
    URI uri = upstreams.managementOf(service).resolve(path);
    return get(uri, ServiceToken.HEADER, tokens.of(service), within, type);
  }

  private <T> Optional<T> get(
      URI uri, String header, String value, Duration within, Class<T> type) {
    try {
      HttpResponse<Buffer> answer =
          client.send(client.request(HttpMethod.GET, uri).putHeader(header, value), within);
      return answer.statusCode() == 200
          ? Optional.ofNullable(Json.read(requireNonNull(answer.body()).getBytes(), type))
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
