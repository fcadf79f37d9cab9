package dev.tributary.identity.http.rules;

import dev.tributary.definitions.http.Actor;
import dev.tributary.identity.rules.RulesStore;
import dev.tributary.identity.rules.RulesStore.Version;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.page.VersionNumbers;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The versions of the identity rules, with their times, and the users who changed them. */
@Path("/api/v1/workspaces/{workspace}/identity/rules/versions")
@RunOnVirtualThread
@Tag(name = "Identity")
public class RulesVersionsResource {
  private final Tenant tenant;
  private final RulesStore store;

  public RulesVersionsResource(Tenant tenant, RulesStore store) {
    this.tenant = tenant;
    this.store = store;
  }

  /**
   * A version of the identity rules, with the caller who made it. {@code readIdentityRulesVersion}
   * returns the rules themselves.
   *
   * @param version the number of the version; it grows with each change of the rules
   * @param changedAt when the rules of this version were stored, in real time
   * @param changedBy null where it was not recorded
   */
  @Schema(name = "IdentityRulesVersion")
  public record VersionView(long version, Instant changedAt, @Nullable Actor changedBy) {
    static VersionView of(Version kept, Tenant tenant) {
      String by = kept.changedBy();
      String name = kept.changedByName();
      return new VersionView(
          kept.version(),
          kept.changedAt(),
          by == null || name == null ? null : Actor.of(MemberNames.seenBy(tenant), by, name));
    }
  }

  /**
   * @return a part of the list of versions
   */
  @GET
  @Operation(
      operationId = "listIdentityRulesVersions",
      summary =
          "Versions of the identity rules, with the user and the time of each change, newest"
              + " first")
  public Page<VersionView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    Long before = cursor == null ? null : VersionNumbers.ofCursor(cursor);
    List<Version> found = store.versions(tenant.workspaceId(), before, asked + 1);
    return Page.of(found, asked, last -> VersionNumbers.cursor(last.version()))
        .map(kept -> VersionView.of(kept, tenant));
  }

  /**
   * @param version the number of the version; 0 for the default rules
   * @return the rules of this version
   */
  @GET
  @Path("{version}")
  @Operation(
      operationId = "readIdentityRulesVersion",
      summary = "The identity rules of a version; version 0 is the default rules")
  public RulesView read(@PathParam("version") String version) {
    long number = VersionNumbers.read(version).orElseThrow(() -> notKept(version));
    return store
        .version(tenant.workspaceId(), number)
        .map(rules -> RulesView.of(number, rules))
        .orElseThrow(() -> notKept(version));
  }

  private static Problem notKept(String version) {
    return Problems.NOT_FOUND.problem("No version %s of the rules is kept".formatted(version));
  }
}
