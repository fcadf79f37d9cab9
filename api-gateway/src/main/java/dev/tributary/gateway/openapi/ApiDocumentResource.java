package dev.tributary.gateway.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.gateway.routing.Service;
import dev.tributary.runtime.tenancy.RoleMatrix;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The joined document over REST. Services that are away are missing from it. */
@Path("/api/v1/openapi.json")
@RunOnVirtualThread
public class ApiDocumentResource {
  private final ServiceDocuments documents;
  private final RoleMatrix matrix;

  public ApiDocumentResource(ServiceDocuments documents, RoleMatrix matrix) {
    this.documents = documents;
    this.matrix = matrix;
  }

  @GET
  @Operation(hidden = true)
  public ObjectNode read() {
    JoinedDocument joined = new JoinedDocument(matrix);
    for (Service service : Service.values()) {
      documents.of(service).ifPresent(document -> joined.add(service, document));
    }
    return joined.document();
  }
}
