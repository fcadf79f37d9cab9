package dev.tributary.identity.http;

import dev.tributary.identity.http.ProfileSearch.Match;
import dev.tributary.identity.http.ProfileView.IdentifierView;
import dev.tributary.identity.postgres.SearchReads;
import dev.tributary.identity.postgres.SearchReads.Hit;
import dev.tributary.identity.postgres.TraitReads;
import dev.tributary.identity.search.Beginnings;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Finds people by a part of an identifier. */
@Path("/api/v1/workspaces/{workspace}/profiles/search")
@RunOnVirtualThread
@Tag(name = "Profiles")
public class SearchResource {
  private final Tenant tenant;
  private final SearchReads search;
  private final TraitReads traits;
  private final ReadTrail trail;

  public SearchResource(Tenant tenant, SearchReads search, TraitReads traits, ReadTrail trail) {
    this.tenant = tenant;
    this.search = search;
    this.traits = traits;
    this.trail = trail;
  }

  /**
   * @param data somebody stands in it once for each identifier that was found
   */
  @Schema(name = "ProfileHits")
  public record Hits(List<HitView> data) {}

  /**
   * @param identifier what was found; its value may be masked
   */
  @Schema(name = "ProfileHit")
  public record HitView(String id, IdentifierView identifier) {}

  @POST
  @Operation(
      operationId = "searchProfiles",
      summary = "Find people by how an identifier begins, or by one that is similar")
  public Hits search(@Nullable ProfileSearch body) {
    if (body == null) {
      throw Problems.INVALID.problem("The body needs query", "/query");
    }
    List<Hit> found = found(body);
    trail.shown("searchProfiles", found.stream().map(Hit::profile).toList());
    Masking masking = Masking.of(tenant, traits);
    return new Hits(
        found.stream()
            .map(hit ->
                new HitView(
                    hit.profile(),
                    new IdentifierView(
                        hit.identifier().type(), masking.personal(hit.identifier().value()))))
            .toList());
  }

  /** Whoever may not see values could guess them piece by piece, so they name whole ones. */
  private List<Hit> found(ProfileSearch body) {
    String sought = body.sought();
    List<String> types = body.wanted();
    int limit = body.most();
    if (body.matching() == Match.PREFIX) {
      String region = tenant.workspace().settings().defaultRegion();
      List<Hit> hits =
          search.beginning(tenant.workspaceId(), Beginnings.of(sought, region), types, limit);
      return tenant.mayReadPersonalData()
          ? hits
          : hits.stream()
              .filter(hit -> Beginnings.of(sought, region).contains(hit.identifier().value()))
              .toList();
    }
    if (!tenant.mayReadPersonalData()) {
      throw Problems.FORBIDDEN.problem("A fuzzy search needs the right personal-data:read");
    }
    return search.similar(tenant.workspaceId(), sought, types, limit);
  }
}
