package dev.tributary.gateway.http.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.Service;
import dev.tributary.gateway.openapi.ServiceDocuments;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the API document of each service from its address {@code /q/openapi}, and the document of
 * the gateway from memory.
 */
@ApplicationScoped
public class HttpServiceDocuments implements ServiceDocuments {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String DEFAULT_DOCUMENT = "<default>";

  private final ServiceQuestions questions;
  private final OpenApiDocumentService own;

  public HttpServiceDocuments(ServiceQuestions questions, OpenApiDocumentService own) {
    this.questions = questions;
    this.own = own;
  }

  @Override
  public Optional<ObjectNode> of(Service service) {
    if (service == Service.GATEWAY) {
      return Optional.of(
          Json.read(own.getDocument(DEFAULT_DOCUMENT, Format.JSON), ObjectNode.class));
    }
    return questions.ask(service, "/q/openapi?format=json", TIMEOUT, ObjectNode.class);
  }
}
