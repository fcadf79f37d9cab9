package dev.tributary.control.http;

import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.quarantine.MessageQuarantineRoutes;
import dev.tributary.runtime.quarantine.QuarantineAnswers;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages that the channels of this service could not read or store. */
@Path("/api/v1/workspaces/{workspace}/quarantine/control-plane")
@Tag(name = "Quarantine")
@RoutesFor("control-plane")
public class MessageQuarantineResource extends MessageQuarantineRoutes {
  public MessageQuarantineResource(
      Tenant tenant, QuarantineAnswers quarantine, VisibilityPolicy visibilityPolicy) {
    super(tenant, quarantine, visibilityPolicy::of);
  }
}
