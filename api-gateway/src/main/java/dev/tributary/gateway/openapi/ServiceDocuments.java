package dev.tributary.gateway.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.access.Service;
import java.util.Optional;

/** The services' own OpenAPI documents. */
public interface ServiceDocuments {

  /** Empty if the service does not answer; blocks for two seconds at most. */
  Optional<ObjectNode> of(Service service);
}
