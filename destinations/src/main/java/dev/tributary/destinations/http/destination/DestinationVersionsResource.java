package dev.tributary.destinations.http.destination;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionHistory.Form;
import dev.tributary.definitions.http.DefinitionVersionRoutes;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.binding.DestinationRequest;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of a destination, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/destinations/{destination}/versions")
@Tag(name = "Destinations")
@RoutesFor(
    value = "destination",
    reading = "A caller who may not change destinations sees only the host of an address.",
    changing =
        "The present secrets stay. If the earlier address differs, the secrets are required again,"
            + " so a change with these secrets is needed instead.")
public class DestinationVersionsResource
    extends DefinitionVersionRoutes<DestinationSpec, DestinationView> {
  public DestinationVersionsResource(
      Tenant tenant, DestinationResource destinations, DefinitionStore<DestinationSpec> store) {
    super(
        tenant,
        new DefinitionHistory<>(store, form(AddressVisibility.WHOLE), Set.of()),
        destinations::update);
  }

  @Override
  protected Form<DestinationSpec> seenBy(Tenant caller) {
    return form(AddressVisibility.seenBy(caller));
  }

  private static Form<DestinationSpec> form(AddressVisibility addresses) {
    return (key, name, spec) -> DestinationRequest.written(key, name, spec, addresses);
  }
}
