package dev.tributary.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.gateway.openapi.ServiceDocuments;
import dev.tributary.gateway.routing.Service;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
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

/** Every service serves its document at {@code /q/openapi}; the gateway's own is at hand. */
@ApplicationScoped
public class HttpServiceDocuments implements ServiceDocuments {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String DEFAULT_DOCUMENT = "<default>";

  private final Upstreams upstreams;
  private final OpenApiDocumentService own;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  public HttpServiceDocuments(Upstreams upstreams, OpenApiDocumentService own) {
    this.upstreams = upstreams;
    this.own = own;
  }

  @Override
  public Optional<ObjectNode> of(Service service) {
    if (service == Service.GATEWAY) {
      return Optional.of(
          Json.read(own.getDocument(DEFAULT_DOCUMENT, Format.JSON), ObjectNode.class));
    }
    URI uri = upstreams.of(service).resolve("/q/openapi?format=json");
    try {
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Optional.of(Json.read(response.body(), ObjectNode.class))
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
