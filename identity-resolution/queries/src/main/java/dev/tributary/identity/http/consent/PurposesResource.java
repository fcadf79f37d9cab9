package dev.tributary.identity.http.consent;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.http.consent.PurposeReports.Report;
import dev.tributary.runtime.tenancy.CountNoise;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The purposes about which the people of a workspace have answered. */
@Path("/api/v1/workspaces/{workspace}/purposes")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class PurposesResource {
  private final Tenant tenant;
  private final PurposeReports reports;
  private final CountNoise noise;

  public PurposesResource(Tenant tenant, PurposeReports reports, CountNoise noise) {
    this.tenant = tenant;
    this.reports = reports;
    this.noise = noise;
  }

  /**
   * @return the purposes, without numbers of people
   */
  @GET
  @Operation(
      operationId = "listPurposes",
      summary = "The purposes about which people have answered whether they consent",
      description =
          "For suggestions, and to find purposes that nobody allows, such as misspelt ones. Of"
              + " many people, a sample of at most 10,000 is read.")
  public PurposesView list() {
    WorkspaceId workspace = tenant.workspaceId();
    Report report = reports.of(workspace);
    return tenant.mayReadPersonalData()
        ? PurposesView.exact(report)
        : PurposesView.rounded(report, workspace, noise);
  }
}
