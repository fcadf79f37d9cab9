package dev.tributary.identity.http.quality;

import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.quality.QualityReports.Report;
import dev.tributary.identity.http.quality.QualityView.OfTrait;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.quality.TraitQuality;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The quality of the values of traits. */
@Path("/api/v1/workspaces/{workspace}/traits")
@RunOnVirtualThread
@Tag(name = "Traits")
public class TraitQualityResource {
  private final Tenant tenant;
  private final QualityReports reports;
  private final TraitQueries traits;
  private final ReadTrail trail;

  public TraitQualityResource(
      Tenant tenant, QualityReports reports, TraitQueries traits, ReadTrail trail) {
    this.tenant = tenant;
    this.reports = reports;
    this.traits = traits;
    this.trail = trail;
  }

  /**
   * @return the figures of each trait, without examples
   */
  @GET
  @Path("quality")
  @Operation(operationId = "listTraitQuality", summary = "The quality of the values of all traits")
  public QualityView all() {
    return QualityView.of(reports.of(tenant.workspace()), Masking.of(tenant, traits));
  }

  /**
   * @param trait the name of the trait; all figures of the trait are 0 if no person has it
   * @return the figures of the trait, with examples for each flaw
   */
  @GET
  @Path("{trait}/quality")
  @Operation(
      operationId = "readTraitQuality",
      summary = "The quality of the values of a trait, with examples of flaws")
  public OfTrait one(@PathParam("trait") String trait) {
    Report report = reports.of(tenant.workspace());
    TraitQuality quality =
        report.traits().stream()
            .filter(each -> each.trait().equals(trait))
            .findFirst()
            .orElseGet(() -> TraitQuality.ofNobody(trait));
    trail.shownPart("readTraitQuality", null, trait);
    return OfTrait.of(report, quality, Masking.of(tenant, traits));
  }
}
