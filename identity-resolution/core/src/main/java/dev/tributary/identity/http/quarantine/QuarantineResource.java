package dev.tributary.identity.http.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.http.Masking;
import dev.tributary.identity.http.profile.CorrectionsResource;
import dev.tributary.identity.profile.TraitQueries;
import dev.tributary.identity.quarantine.QuarantineQueries;
import dev.tributary.identity.quarantine.QuarantineQueries.Quarantined;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.soabase.recordbuilder.core.RecordBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The quarantine: accepted input that could not be processed. It is kept as a whole, and can be
 * redriven.
 */
@Path("/api/v1/workspaces/{workspace}/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Quarantine")
public class QuarantineResource {
  private static final int REDRIVEN_AT_ONCE = 200;
  private static final Set<String> STATES = Set.of("waiting", "redriven");

  private final Tenant tenant;
  private final QuarantineQueries quarantine;
  private final TraitQueries traits;
  private final CommandLog sender;
  private final WorkspaceDirectory workspaces;
  private final ReadTrail trail;

  public QuarantineResource(
      Tenant tenant,
      QuarantineQueries quarantine,
      TraitQueries traits,
      CommandLog sender,
      WorkspaceDirectory workspaces,
      ReadTrail trail) {
    this.tenant = tenant;
    this.quarantine = quarantine;
    this.traits = traits;
    this.sender = sender;
    this.workspaces = workspaces;
    this.trail = trail;
  }

  /**
   * An accepted input that could not be processed: an event, a command or a row.
   *
   * @param id the id of the event, the command or the row
   * @param kind the type of the message
   * @param stage the stage that quarantined it: {@code collector} or {@code identity}
   * @param reason the code of the reason, for example {@code missing-ids}
   * @param detail one sentence: what is wrong and what would be accepted
   * @param pointer the place of the mistake in the input (RFC 6901); null if the mistake has no
   *     place
   * @param source the id of the source of an event or of the model of a row, {@code manual} for a
   *     command; null if it is not known
   * @param quarantinedAt when the event was received, when the command was given, or when the run
   *     of the row began
   * @param state {@code waiting}, or {@code redriven} after the input was processed again with
   *     success
   * @param redrives how often it was redriven
   */
  @RecordBuilder
  @Schema(name = "QuarantinedInput")
  public record View(
      String id,
      String kind,
      String stage,
      String reason,
      String detail,
      @Nullable String pointer,
      @Nullable String source,
      Instant quarantinedAt,
      String state,
      int redrives) {
    static View of(Quarantined quarantined) {
      return QuarantineResourceViewBuilder.builder()
          .id(quarantined.id())
          .kind(quarantined.kind())
          .stage(quarantined.stage())
          .reason(quarantined.reason())
          .detail(quarantined.detail())
          .pointer(quarantined.pointer())
          .source(quarantined.source())
          .quarantinedAt(quarantined.quarantinedAt())
          .state(quarantined.state())
          .redrives(quarantined.redrives())
          .build();
    }
  }

  /**
   * A quarantined input with its content.
   *
   * @param quarantined the input without its content
   * @param input as it was received, as text
   */
  @Schema(name = "WholeQuarantinedInput")
  public record Whole(
      View quarantined, @Schema(ref = ValueSchemas.MASKABLE_VALUE) JsonNode input) {}

  /**
   * @param state {@code waiting}, which is the default: the inputs that are not applied; or {@code
   *     redriven}
   * @param reason only inputs with exactly this reason, for example {@code missing-ids}; absent for
   *     all
   * @return a part of the list of inputs, without their content
   */
  @GET
  @Operation(operationId = "listQuarantine", summary = "Quarantined inputs, newest first")
  public Page<View> list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    String requested = state == null ? "waiting" : state;
    if (!STATES.contains(requested)) {
      throw Problems.BAD_PARAMETER.problem("state must be waiting or redriven");
    }
    int asked = Page.limit(limit);
    List<Quarantined> found =
        quarantine.list(tenant.workspaceId(), requested, reason, cursor, asked + 1);
    return Page.of(found, asked, Quarantined::id).map(View::of);
  }

  /**
   * A reason for quarantine, with its count.
   *
   * @param reason the code of the reason, as in {@code QuarantinedInput}
   * @param count how many inputs wait for this reason
   * @param example what is wrong with the newest input, and what would be accepted
   * @param newest the latest {@code quarantinedAt} of these inputs
   */
  @Schema(name = "QuarantineReason")
  public record ReasonView(String reason, long count, String example, Instant newest) {}

  /**
   * @return all reasons for which inputs wait, in one part
   */
  @GET
  @Path("reasons")
  @Operation(
      operationId = "listQuarantineReasons",
      summary = "Reasons for which inputs wait in quarantine, the most frequent first")
  public Page<ReasonView> reasons() {
    return new Page<>(
        quarantine.reasons(tenant.workspaceId()).stream()
            .map(reason ->
                new ReasonView(reason.reason(), reason.count(), reason.example(), reason.newest()))
            .toList(),
        null);
  }

  /**
   * @param event the id of the event, the command or the row
   * @return the input with its content
   */
  @GET
  @Path("{event}")
  @Operation(
      operationId = "readQuarantinedInput",
      summary = "A quarantined input, with its content")
  public Whole get(@PathParam("event") String event) {
    Quarantined found = require(event);
    trail.shownPart("readQuarantinedInput", null, event);
    return new Whole(View.of(found), input(found));
  }

  private JsonNode input(Quarantined found) {
    byte[] value = found.value();
    if (value == null) {
      return NullNode.instance;
    }
    Masking masking = Masking.of(tenant, traits);
    return found.kind().equals(CollectedEvent.TYPE)
        ? masking.received(value)
        : masking.receivedOtherwise(value);
  }

  /**
   * @param event the id of the event, the command or the row; the answer is 409 if the input was
   *     redriven already
   * @return the redrive is accepted; the input is processed again soon
   */
  @POST
  @Path("{event}/redrive")
  @Operation(operationId = "redriveQuarantinedInput", summary = "Redrive a quarantined input")
  @APIResponseSchema(
      value = CorrectionsResource.Accepted.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<CorrectionsResource.Accepted> redrive(@PathParam("event") String event) {
    if (!require(event).waiting()) {
      throw Problems.CONFLICT.problem("The input has been redriven already");
    }
    return RestResponse.accepted(
        new CorrectionsResource.Accepted(redrive(tenant.workspaceId(), event)));
  }

  /**
   * Which inputs to redrive.
   *
   * @param reason the code of the reason whose inputs are redriven
   * @param cursor the {@code nextCursor} of an earlier answer; absent for the first request
   */
  public record RedriveRequest(@Required @Nullable String reason, @Nullable String cursor) {}

  /**
   * How many inputs one request has redriven, and where the next request continues.
   *
   * @param redriven how many inputs this request has redriven
   * @param nextCursor the cursor of the next request; null at the end
   */
  public record Redriven(int redriven, @Nullable String nextCursor) {}

  /**
   * @return the redrive of at most 200 inputs is accepted; these inputs are processed again soon
   */
  @POST
  @Path("redrive")
  @Operation(
      operationId = "redriveQuarantine",
      summary = "Redrive the quarantined inputs with one reason, at most 200 per request")
  @APIResponseSchema(value = Redriven.class, responseCode = "202", responseDescription = "Accepted")
  public RestResponse<Redriven> redriveAll(@Nullable RedriveRequest request) {
    if (request == null || request.reason() == null) {
      throw Problems.INVALID.problem("Name the reason whose inputs to put back", "/reason");
    }
    WorkspaceId workspace = tenant.workspaceId();
    List<Quarantined> found =
        quarantine.list(
            workspace, "waiting", request.reason(), request.cursor(), REDRIVEN_AT_ONCE + 1);
    Page<Quarantined> page = Page.of(found, REDRIVEN_AT_ONCE, Quarantined::id);
    page.data().forEach(input -> redrive(workspace, input.id()));
    return RestResponse.accepted(new Redriven(page.data().size(), page.nextCursor()));
  }

  private EventId redrive(WorkspaceId workspace, String input) {
    return sender.send(
        new Command.Redrive(
            workspace, input, tenant.caller().subject(), workspaces.businessNow(workspace)));
  }

  private Quarantined require(String event) {
    return quarantine
        .find(tenant.workspaceId(), event)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("Nothing is quarantined as " + event));
  }
}
