package dev.tributary.control.http.alert;

import dev.tributary.control.alert.object.AlertRuleSpec;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.http.DefinitionHistory;
import dev.tributary.definitions.http.DefinitionVersionRoutes;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of an alert rule, with their times, and the users who made them. */
@Path("/api/v1/workspaces/{workspace}/alert-rules/{rule}/versions")
@Tag(name = "Alerts")
@RoutesFor("alert rule")
public class AlertRuleVersionsResource
    extends DefinitionVersionRoutes<AlertRuleSpec, AlertRuleView> {
  public AlertRuleVersionsResource(
      Tenant tenant, AlertRuleResource rules, DefinitionStore<AlertRuleSpec> store) {
    super(
        tenant, new DefinitionHistory<>(store, AlertRuleRequest::written, Set.of()), rules::change);
  }
}
