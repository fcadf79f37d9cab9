package dev.tributary.control.http.alert;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.Alert;
import dev.tributary.control.alert.AlertQueries;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Channels.UnsentReason;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Alerts over REST. */
@Path("/api/v1/workspaces/{workspace}/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
@RunOnVirtualThread
public class AlertResource {
  private final AlertQueries alerts;
  private final UnsentAlerts unsent;
  private final Tenant tenant;

  public AlertResource(AlertQueries alerts, UnsentAlerts unsent, Tenant tenant) {
    this.alerts = alerts;
    this.unsent = unsent;
    this.tenant = tenant;
  }

  /**
   * @param state {@code open} or {@code resolved}; both by default
   * @return a part of the list of alerts
   */
  @GET
  @Operation(
      operationId = "listAlerts",
      summary = "Alerts, newest first",
      description =
          "Without the right personal-data:read, without the alerts of alert rules about audiences"
              + " and syncs.")
  public Page<AlertView> list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    // The alert of an audience that is changed to a guess would reveal who meets it. So would the
    // alert of a sync that takes such an audience.
    boolean concealable = tenant.mayReadPersonalData();
    WorkspaceId workspace = tenant.workspaceId();
    Page<Alert> page =
        Page.of(alerts.list(workspace, which(state), concealable, cursor, asked), asked, Alert::id);
    Map<String, Map<ChannelName, UnsentReason>> reasons = unsent.of(workspace, page.data());
    return page.map(alert -> AlertView.of(alert, reasons.getOrDefault(alert.id(), Map.of())));
  }

  private static AlertQueries.Which which(@Nullable String state) {
    return switch (state) {
      case null -> AlertQueries.Which.ALL;
      case "open" -> AlertQueries.Which.OPEN;
      case "resolved" -> AlertQueries.Which.RESOLVED;
      default -> throw Problems.BAD_PARAMETER.problem("state is open or resolved");
    };
  }
}
