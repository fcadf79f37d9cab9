package dev.tributary.gateway.http;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.gateway.alert.Look;
import dev.tributary.gateway.alert.Silent;
import dev.tributary.gateway.alert.Watcher;
import dev.tributary.gateway.routing.Service;
import dev.tributary.runtime.http.ServiceToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks services directly, below {@code /internal}, which the door lets nobody reach. */
public final class HttpHearing implements Watcher.Hearing {
  private static final Logger LOG = Logger.getLogger(HttpHearing.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int UNANSWERED = 3;

  private final Upstreams upstreams;
  private final ServiceToken token;
  private final Supplier<List<Fact>> gateway;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /**
   * @param gateway what this gateway itself knows; asked once in a round
   */
  public HttpHearing(Upstreams upstreams, ServiceToken token, Supplier<List<Fact>> gateway) {
    this.upstreams = upstreams;
    this.token = token;
    this.gateway = gateway;
  }

  @Override
  public Watcher.Round round(Instant now) {
    Optional<List<Fact>> own = own();
    Silent silent = new Silent(UNANSWERED);
    return workspace -> {
      Map<Service, Look.Heard> heard = new EnumMap<>(Service.class);
      for (Service service : Service.values()) {
        Optional<List<Fact>> facts =
            service == Service.GATEWAY ? own : silent.ask(service, () -> ask(service, workspace));
        facts.ifPresent(told -> heard.put(service, new Look.Heard(told, now)));
      }
      return heard;
    };
  }

  private Optional<List<Fact>> own() {
    try {
      return Optional.of(gateway.get());
    } catch (RuntimeException e) {
      LOG.debugf("The log does not tell: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<List<Fact>> ask(Service service, String workspace) {
    URI uri = upstreams.of(service).resolve("/internal/facts?workspace=" + workspace);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header(ServiceToken.HEADER, token.value())
            .GET()
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Optional.of(Json.read(response.body(), Facts.class).facts())
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      LOG.debugf("%s does not tell of %s: %s", service, workspace, e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
