package dev.tributary.identity.http.quarantine;

import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.quarantine.MessageQuarantineRoutes;
import dev.tributary.runtime.quarantine.QuarantineAnswers;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages that the loop of this service did not know or could not apply. */
@Path("/api/v1/workspaces/{workspace}/quarantine/identity-resolution")
@Tag(name = "Quarantine")
@RoutesFor("identity-resolution")
public class MessageQuarantineResource extends MessageQuarantineRoutes {
  public MessageQuarantineResource(
      Tenant tenant, QuarantineAnswers quarantine, TraitQueries traits) {
    super(
        tenant, quarantine, caller -> Visibility.of(caller, traits.classes(caller.workspaceId())));
  }
}
