package dev.tributary.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.gateway.routing.Service;
import dev.tributary.gateway.workspace.WorkspacePurging;
import dev.tributary.runtime.http.ServiceToken;
import dev.tributary.runtime.purge.WorkspacePurges;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Asks services directly, below {@code /internal}, whether they have purged a workspace. */
@ApplicationScoped
public class HttpPurges implements WorkspacePurging.Services {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Upstreams upstreams;
  private final ServiceToken token;
  private final WorkspacePurges own;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  public HttpPurges(Upstreams upstreams, ServiceToken token, WorkspacePurges own) {
    this.upstreams = upstreams;
    this.token = token;
    this.own = own;
  }

  @Override
  public Optional<Instant> purgedAt(Service service, String workspace) {
    return service == Service.GATEWAY ? own.purgedAt(workspace) : ask(service, workspace);
  }

  private Optional<Instant> ask(Service service, String workspace) {
    URI uri = upstreams.of(service).resolve("/internal/purges?workspace=" + workspace);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header(ServiceToken.HEADER, token.value())
            .GET()
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      String purgedAt =
          response.statusCode() == 200
              ? Json.read(response.body(), JsonNode.class).path("purgedAt").asText("")
              : "";
      return purgedAt.isEmpty() || purgedAt.equals("null")
          ? Optional.empty()
          : Optional.of(Instant.parse(purgedAt));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
