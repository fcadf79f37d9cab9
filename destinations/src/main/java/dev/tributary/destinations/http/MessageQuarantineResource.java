package dev.tributary.destinations.http;

import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.quarantine.MessageQuarantineRoutes;
import dev.tributary.runtime.quarantine.QuarantineAnswers;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages that this service's loop could not read or apply. */
@Path("/api/v1/workspaces/{workspace}/quarantine/destinations")
@Tag(name = "Quarantine")
@RoutesFor("destinations")
public class MessageQuarantineResource extends MessageQuarantineRoutes {
  public MessageQuarantineResource(
      Tenant tenant, QuarantineAnswers quarantine, VisibilityPolicy visibilityPolicy) {
    super(tenant, quarantine, visibilityPolicy::of);
  }
}
