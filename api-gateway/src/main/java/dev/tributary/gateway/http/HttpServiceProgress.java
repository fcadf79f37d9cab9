package dev.tributary.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.gateway.pipeline.Progress;
import dev.tributary.gateway.pipeline.ServiceProgress;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Asks services directly, below {@code /internal}, which the door lets nobody reach. */
@ApplicationScoped
public class HttpServiceProgress implements ServiceProgress {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Set<String> NOT_WAITED_FOR =
      Set.of("paused", "failing", "unauthorised", "gone");

  private final Upstreams upstreams;
  private final ServiceToken token;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  public HttpServiceProgress(Upstreams upstreams, ServiceToken token) {
    this.upstreams = upstreams;
    this.token = token;
  }

  @Override
  public Optional<Progress> of(Service service, String workspace) {
    URI pipeline = upstreams.of(service).resolve("/internal/pipeline?workspace=" + workspace);
    return get(pipeline, ServiceToken.HEADER, token.value())
        .map(answer -> Json.MAPPER.convertValue(answer, Progress.class));
  }

  @Override
  public List<String> destinationsNotWaitedFor(String workspace, String accessToken) {
    URI destinations =
        upstreams
            .of(Service.DESTINATIONS)
            .resolve("/api/v1/workspaces/" + workspace + "/destinations?limit=200");
    return get(destinations, "Authorization", "Bearer " + accessToken)
        .map(HttpServiceProgress::notWaitedFor)
        .orElse(List.of());
  }

  private static List<String> notWaitedFor(JsonNode page) {
    return StreamSupport.stream(page.path("data").spliterator(), false)
        .filter(destination -> NOT_WAITED_FOR.contains(destination.path("state").asText()))
        .map(destination -> destination.path("id").asText())
        .toList();
  }

  private Optional<JsonNode> get(URI uri, String header, String value) {
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(TIMEOUT).header(header, value).GET().build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Optional.of(Json.read(response.body(), JsonNode.class))
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
