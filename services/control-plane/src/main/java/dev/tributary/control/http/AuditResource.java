package dev.tributary.control.http;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.control.audit.AdministrationQueries.Filter;
import dev.tributary.control.audit.ReadQueries;
import dev.tributary.control.audit.ReadQueries.Entry;
import dev.tributary.definitions.http.Actor;
import dev.tributary.runtime.http.Times;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.soabase.recordbuilder.core.RecordBuilder;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail: who has read the personal data of which person, and who has changed the settings
 * of the workspace. It waits for the store on a virtual thread, because a read of the trail is put
 * on record before it is answered, and that blocks.
 */
@Path("/api/v1/workspaces/{workspace}/audit")
@RunOnVirtualThread
@Tag(name = "Audit")
public class AuditResource {
  private static final String READ = "read";
  private static final String ADMINISTRATION = "administration";

  private final Tenant tenant;
  private final ReadQueries audit;
  private final AdministrationTrail administration;
  private final NamedProfiles profiles;

  AuditResource(
      Tenant tenant,
      ReadQueries audit,
      AdministrationTrail administration,
      NamedProfiles profiles) {
    this.tenant = tenant;
    this.administration = administration;
    this.audit = audit;
    this.profiles = profiles;
  }

  /**
   * An entry of the audit trail: reads of personal data, or an action of administration.
   *
   * @param id the id of the entry, {@code ade_} and a UUID; never changes
   * @param kind {@code read} or {@code administration}
   * @param actor the user or the API client who read the data or made the change
   * @param operation the operation id, as in this document
   * @param profile the id of the profile at that time; null if the read was of several people, or
   *     of none
   * @param part the trait, the event, the delivery or another part that was read; null if the whole
   *     object was read
   * @param reads the number of these reads, from {@code firstAt} to {@code lastAt}, which are at
   *     most a minute apart
   * @param firstAt when the first of these reads took place, in real time; for {@code
   *     administration}, the time of the change or of the refusal
   * @param lastAt when the last of these reads took place, in real time; for {@code
   *     administration}, the same as {@code firstAt}
   * @param administration the change; null for a read
   */
  @RecordBuilder
  @Schema(name = "AuditEntry")
  public record EntryView(
      String id,
      String kind,
      Actor actor,
      String operation,
      @Nullable ProfileId profile,
      @Nullable String part,
      int reads,
      Instant firstAt,
      Instant lastAt,
      @Nullable AdministrationView administration) {
    static EntryView of(Entry entry, MemberNames names) {
      return AuditResourceEntryViewBuilder.builder()
          .id(entry.id())
          .kind(READ)
          .actor(Actor.of(names, entry.actor(), entry.actorName()))
          .operation(entry.operation())
          .profile(entry.profile())
          .part(entry.part())
          .reads(entry.reads())
          .firstAt(entry.firstAt())
          .lastAt(entry.lastAt())
          .administration(null)
          .build();
    }

    static EntryView of(AdministrationEntry entry, AdministrationView view, MemberNames names) {
      return AuditResourceEntryViewBuilder.builder()
          .id(entry.id())
          .kind(ADMINISTRATION)
          .actor(Actor.of(names, entry.actor().id(), entry.actor().name()))
          .operation(entry.act().operation())
          .profile(null)
          .part(null)
          .reads(view.times())
          .firstAt(entry.at())
          .lastAt(entry.at())
          .administration(view)
          .build();
    }
  }

  /** The filter for entries about administration. */
  public static class AdministrationQuery {
    @QueryParam("actor")
    @Parameter(
        description =
            "The user or the API client that acted: the subject or the name. An e-mail address"
                + " finds nothing for a caller who may not read personal data")
    @Nullable String actor;

    @QueryParam("object")
    @Parameter(
        description =
            "The changed object: its id, or its kind, such as `destination`. An e-mail address"
                + " finds nothing for a caller who may not read personal data")
    @Nullable String object;

    @QueryParam("action")
    @Parameter(
        description = "The id of an operation of this document, or an outcome, such as `refused`")
    @Nullable String action;

    @QueryParam("from")
    @Parameter(description = "The earliest time, RFC 3339")
    @Nullable String from;

    @QueryParam("to")
    @Parameter(
        description = "The end of the time, RFC 3339; entries at this time or later are left out")
    @Nullable String to;

    /** A filter by an address that the caller does not see would show whose entries these are. */
    boolean asksForHidden(MemberNames names) {
      return isHidden(actor, names) || isHidden(object, names);
    }

    private static boolean isHidden(@Nullable String wanted, MemberNames names) {
      return wanted != null && !names.shows(wanted);
    }

    Filter filter() {
      return new Filter(actor, object, action, Times.parse("from", from), Times.parse("to", to));
    }
  }

  /**
   * @param kind {@code read}, which is the default, lists who has read personal data; {@code
   *     administration} lists who has changed the settings of the workspace
   * @param profile only reads of this person: a profile id, or an identifier as {@code type:value}.
   *     Reads under the ids of profiles that were merged into the profile are included. With {@code
   *     kind=administration}, the parameter has no effect
   * @return a part of the list of entries
   */
  @GET
  @Operation(
      operationId = "listAudit",
      summary = "The audit trail: reads of personal data, or changes of settings, newest first",
      description =
          "Filters for `kind=read`, which is the default: `profile` and `actor`. Filters for"
              + " `kind=administration`: `actor`, `object`, `action`, `from` and `to`.")
  public Page<EntryView> list(
      @QueryParam("kind") @Nullable String kind,
      @QueryParam("profile") @Nullable String profile,
      @BeanParam AdministrationQuery query,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    MemberNames names = MemberNames.seenBy(tenant);
    if (query.asksForHidden(names)) {
      return new Page<>(List.of(), null);
    }
    if (administration(kind)) {
      return administration.page(query.filter(), cursor, asked);
    }
    List<ProfileId> of = profile == null ? null : profiles.ids(profile);
    List<Entry> found = audit.list(tenant.workspaceId(), of, query.actor, cursor, asked + 1);
    return Page.of(found, asked, Entry::id).map(entry -> EntryView.of(entry, names));
  }

  /**
   * @param kind required, and always {@code administration}; the answer is 400 for any other value
   */
  @GET
  @Path("export")
  @Produces("application/x-ndjson")
  @Operation(
      operationId = "exportAudit",
      summary =
          "Export the changes of settings in the audit trail, newest first, one JSON object per"
              + " line")
  @APIResponse(
      responseCode = "200",
      description = "One line for each entry",
      content =
          @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)))
  public StreamingOutput export(
      @QueryParam("kind") @Nullable String kind, @BeanParam AdministrationQuery query) {
    if (!administration(kind)) {
      throw Problems.BAD_PARAMETER.problem("Only kind=administration can be exported");
    }
    if (query.asksForHidden(MemberNames.seenBy(tenant))) {
      return _ -> {};
    }
    return administration.export(query.filter())::write;
  }

  private static boolean administration(@Nullable String kind) {
    return switch (kind == null ? READ : kind) {
      case READ -> false;
      case ADMINISTRATION -> true;
      default -> throw Problems.BAD_PARAMETER.problem("kind must be read or administration");
    };
  }
}
