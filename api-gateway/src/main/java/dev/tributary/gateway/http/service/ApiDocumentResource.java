package dev.tributary.gateway.http.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.access.Service;
import dev.tributary.gateway.openapi.JoinedDocument;
import dev.tributary.gateway.openapi.ServiceDocuments;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.RoleMatrix;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The joined document over REST. Services that are away are missing from it. */
@Path("/api/v1/openapi.json")
@Tag(name = "API document")
@RunOnVirtualThread
public class ApiDocumentResource {
  private final ServiceDocuments documents;
  private final RoleMatrix matrix;

  public ApiDocumentResource(ServiceDocuments documents, RoleMatrix matrix) {
    this.documents = documents;
    this.matrix = matrix;
  }

  /**
   * @return an OpenAPI 3.1 document; the routes of services that do not answer are missing
   */
  @GET
  @Operation(
      operationId = "readApiDocument",
      summary = "The OpenAPI document of all services that answer")
  public ObjectNode read() {
    JoinedDocument joined = new JoinedDocument(this::needs);
    for (Service service : Service.values()) {
      documents.of(service).ifPresent(document -> joined.add(service, document));
    }
    return joined.document();
  }

  private Optional<String> needs(String method, String path) {
    return matrix
        .find(method, path)
        .map(route -> {
          Role role = route.role();
          return role == null ? route.needs().name().toLowerCase(Locale.ROOT) : role.wireName();
        });
  }
}
