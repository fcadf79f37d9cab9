package dev.tributary.runtime.http.installation;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Asks other services directly, at the management port, which only services can reach. An answer is
 * empty if a service gives no whole answer in time, connecting included, or none of the type.
 * Thread-safe; blocks.
 */
public final class ServiceQuestions {
  private static final Logger LOG = Logger.getLogger(ServiceQuestions.class);
  private static final int NO_CONTENT = 204;

  private final Function<Service, URI> addresses;
  private final ServiceTokens tokens;
  private final InstallationClient client;

  /**
   * @param addresses the management address of each service
   */
  public ServiceQuestions(
      Function<Service, URI> addresses, ServiceTokens tokens, InstallationClient client) {
    this.addresses = addresses;
    this.tokens = tokens;
    this.client = client;
  }

  public <T> Optional<T> ask(Service service, String path, Duration within, Class<T> type) {
    URI uri = addresses.apply(service).resolve(path);
    try {
      HttpResponse<Buffer> answer = client.send(request(HttpMethod.GET, service, uri), within);
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

  /**
   * Sends a message to a {@link MessageRoute}.
   *
   * @return whether the service has accepted it; false if that is not known
   */
  public boolean tell(Service service, String path, Object message, Duration within) {
    URI uri = addresses.apply(service).resolve(path);
    try {
      Buffer body = Buffer.buffer(Json.write(message));
      return client.send(request(HttpMethod.POST, service, uri), body, within).statusCode()
          == NO_CONTENT;
    } catch (IOException e) {
      LOG.debugf("%s has not accepted a message: %s", uri, e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpRequest<Buffer> request(HttpMethod method, Service service, URI uri) {
    return client.request(method, uri).putHeader(ServiceToken.HEADER, tokens.of(service));
  }
}
