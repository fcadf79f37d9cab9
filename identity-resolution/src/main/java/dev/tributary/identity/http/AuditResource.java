package dev.tributary.identity.http;

import dev.tributary.identity.postgres.AuditTable;
import dev.tributary.identity.postgres.AuditTable.Entry;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who has read personal data, of whom, when. */
@Path("/api/v1/workspaces/{workspace}/audit")
@RunOnVirtualThread
@Tag(name = "Audit")
public class AuditResource {
  private final Tenant tenant;
  private final AuditTable audit;
  private final Profiles profiles;

  public AuditResource(Tenant tenant, AuditTable audit, Profiles profiles) {
    this.tenant = tenant;
    this.audit = audit;
    this.profiles = profiles;
  }

  /**
   * @param operation what was asked for, as this document calls it
   * @param profile as it was then; null where it was more than one person's, or nobody's
   * @param part the trait, the event, the delivery or the like that was read; null where it was the
   *     whole
   * @param reads how often, from firstAt to lastAt, which lie within a minute
   */
  @Schema(name = "AuditEntry")
  public record EntryView(
      String id,
      Actor actor,
      String operation,
      @Nullable String profile,
      @Nullable String part,
      int reads,
      Instant firstAt,
      Instant lastAt) {
    static EntryView of(Entry entry) {
      return new EntryView(
          entry.id(),
          new Actor(entry.actor(), entry.actorName()),
          entry.operation(),
          entry.profile(),
          entry.part(),
          entry.reads(),
          entry.firstAt(),
          entry.lastAt());
    }
  }

  /**
   * @param name as it was then
   */
  @Schema(name = "AuditActor")
  public record Actor(String id, String name) {}

  @GET
  @Operation(
      operationId = "listAudit",
      summary = "Who has read personal data of whom, newest first")
  public Page<EntryView> list(
      @QueryParam("profile") @Nullable String profile,
      @QueryParam("actor") @Nullable String actor,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    List<String> of = profile == null ? null : profiles.ids(tenant.workspace(), profile);
    List<Entry> found = audit.list(tenant.workspaceId(), of, actor, cursor, asked + 1);
    return Page.of(found, asked, Entry::id).map(EntryView::of);
  }
}
