package dev.tributary.audience.http.audience;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.audience.http.CompleteConsent;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.http.visibility.RuleVisibilityPolicy;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.membership.MemberTraits.Members;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.config.TributaryConfig;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.CallerDeadline;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The members of an audience as a file. */
@Path("/api/v1/workspaces/{workspace}/audiences/{audience}/members/export")
@RunOnVirtualThread
@Tag(name = "Audiences")
public class MemberExportResource {
  private static final int LONGEST_PURPOSE = 100;

  private final DefinitionStore<AudienceSpec> store;
  private final MemberTraits people;
  private final Tenant tenant;
  private final RuleVisibilityPolicy visibilityPolicy;
  private final CompleteConsent consent;
  private final ReadTrail trail;
  private final ConcurrencyLimit turn;
  private final Clock clock;

  public MemberExportResource(
      DefinitionStore<AudienceSpec> store,
      MemberTraits people,
      Tenant tenant,
      RuleVisibilityPolicy visibilityPolicy,
      CompleteConsent consent,
      ReadTrail trail,
      TributaryConfig config,
      CallerDeadline deadline,
      Clock clock) {
    this.store = store;
    this.people = people;
    this.tenant = tenant;
    this.visibilityPolicy = visibilityPolicy;
    this.consent = consent;
    this.trail = trail;
    this.turn =
        new ConcurrencyLimit(
            "Another export is being prepared; try again", config.questionsAtOnce(), deadline);
    this.clock = clock;
  }

  /**
   * @param purpose only members who have granted consent for it; all members if absent. A person
   *     who has given no answer has not granted it
   */
  @GET
  @Produces("text/csv")
  @Operation(
      operationId = "exportAudienceMembers",
      summary = "Export the members of an audience with their traits, as CSV",
      description =
          "UTF-8 with a byte order mark. The columns are `profile_id`, `member_since` and the"
              + " traits of the members. The file has all members; with `purpose`, only those who"
              + " have granted consent for it. A cell"
              + " is `masked` if the caller may not see the value. A text that begins like a"
              + " formula has an apostrophe in front. The columns are found"
              + " in the first 20,000 members, among at most a million present and former members"
              + " and within 5 seconds. If there are more, a last column `other_traits` has the"
              + " traits without a column, as a JSON object; it is `other_traits_2` if a trait has"
              + " this name. 403 if the rule uses values that the caller may not see. 422 if these"
              + " members have more than 1,000 traits. If another rule comes into force during the"
              + " export, the connection is closed before the end of the file.")
  @APIResponse(
      responseCode = "200",
      description = "A row with the names of the columns, and a row for each member",
      content = @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)))
  public StreamingOutput export(
      @PathParam("audience") String audience,
      @QueryParam("purpose") @Nullable String purpose,
      @Context UriInfo uri) {
    refuseUnclear(purpose, uri);
    MemberExport export = prepared(audience, purpose);
    if (personal(export.visibility().ofValues(), export.columns())) {
      trail.shownPart("exportAudienceMembers", null, part(export.members()));
    }
    return export::write;
  }

  private static String part(Members members) {
    String audience = members.audience().value();
    return members.purpose() == null ? audience : audience + " " + members.purpose();
  }

  /**
   * @param purpose only members who have granted consent for it; all members if absent. A person
   *     who has given no answer has not granted it
   * @return the columns that an export has now
   */
  @GET
  @Path("columns")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "readExportColumns",
      summary = "The columns of an export of the members of an audience",
      description =
          "The request is refused as the export itself is, so it shows whether an export is"
              + " possible before the file begins.")
  public MemberExportColumns columns(
      @PathParam("audience") String audience,
      @QueryParam("purpose") @Nullable String purpose,
      @Context UriInfo uri) {
    refuseUnclear(purpose, uri);
    MemberExport export = prepared(audience, purpose);
    Visibility visibility = export.visibility().ofValues();
    return MemberExportColumns.of(export.columns(), visibility::trait);
  }

  private MemberExport prepared(String audience, @Nullable String purpose) {
    StoredDefinition<AudienceSpec> stored = store.require(tenant.workspaceId(), audience);
    AudienceId id = new AudienceId(stored.id());
    RuleVisibility visibility = visibilityPolicy.of(tenant);
    visibility.refuseConcealed(id);
    if (purpose != null) {
      consent.require(stored.workspace());
    }
    Members members =
        people
            .inForce(stored.workspace(), id)
            .orElseThrow(() ->
                Problems.CONFLICT.problem(
                    "The rule of the audience is not evaluated yet; try again"))
            .allowing(purpose);
    ExportColumns columns =
        turn.take(members.workspace(), () -> ExportColumns.of(people, members, clock));
    return new MemberExport(people, members, visibility, columns);
  }

  /**
   * An empty purpose is refused: it is read like an absent one, so the file would have all members.
   */
  private static void refuseUnclear(@Nullable String purpose, UriInfo uri) {
    boolean empty =
        purpose == null ? uri.getQueryParameters().containsKey("purpose") : purpose.isBlank();
    if (empty
        || (purpose != null
            && (purpose.length() > LONGEST_PURPOSE
                || purpose.chars().anyMatch(Character::isISOControl)))) {
      throw Problems.BAD_PARAMETER.problem(
          "purpose must have 1 to %d characters; leave it out for all members"
              .formatted(LONGEST_PURPOSE));
    }
  }

  /** Whether the export has or may have a value that only callers with the right may see. */
  private static boolean personal(Visibility visibility, ExportColumns columns) {
    return (columns.others() && visibility.personalData())
        || columns.traits().stream()
            .anyMatch(trait -> visibility.everyTraitByRight(List.of(trait)));
  }
}
