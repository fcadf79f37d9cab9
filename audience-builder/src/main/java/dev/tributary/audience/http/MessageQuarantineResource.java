package dev.tributary.audience.http;

import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.quarantine.QuarantineAnswers;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Messages that this service's loop could not read or apply. */
@Path("/api/v1/workspaces/{workspace}/quarantine/audience-builder")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Quarantine")
public class MessageQuarantineResource {
  private static final String READ = "readAudienceBuilderMessage";

  private final Tenant tenant;
  private final QuarantineAnswers quarantine;
  private final VisibilityPolicy visibilityPolicy;

  public MessageQuarantineResource(
      Tenant tenant, QuarantineAnswers quarantine, VisibilityPolicy visibilityPolicy) {
    this.tenant = tenant;
    this.quarantine = quarantine;
    this.visibilityPolicy = visibilityPolicy;
  }

  /**
   * @param state the state of the messages: {@code waiting}, {@code requested} or {@code redriven};
   *     {@code waiting} if absent
   * @param reason only messages with this reason: {@code unknown} or {@code failed}; all reasons if
   *     absent
   * @return a part of the list of messages, without their values
   */
  @GET
  @Operation(
      operationId = "listAudienceBuilderQuarantine",
      summary = "Messages in quarantine at audience-builder, newest first")
  public Page<QuarantineAnswers.View> list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("reason") @Nullable String reason,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    return quarantine.list(tenant.workspaceId(), state, reason, cursor, limit);
  }

  /**
   * @return all reasons for which messages wait, in one part
   */
  @GET
  @Path("reasons")
  @Operation(
      operationId = "listAudienceBuilderQuarantineReasons",
      summary =
          "Reasons for which messages wait in quarantine at audience-builder, the most frequent"
              + " first")
  public Page<QuarantineAnswers.ReasonView> reasons() {
    return quarantine.reasons(tenant.workspaceId());
  }

  /**
   * @param message the id of the quarantined message
   * @return the message with its value
   */
  @GET
  @Path("{message}")
  @Operation(
      operationId = "readAudienceBuilderMessage",
      summary = "A message in quarantine at audience-builder, with its content")
  public QuarantineAnswers.Whole get(@PathParam("message") String message) {
    return quarantine.whole(READ, tenant.workspaceId(), message, visibilityPolicy.of(tenant));
  }

  /**
   * @param message the id of the quarantined message
   * @return the message, which the service applies again soon
   */
  @POST
  @Path("{message}/redrive")
  @Operation(
      operationId = "redriveAudienceBuilderMessage",
      summary = "Redrive a message in quarantine at audience-builder")
  @APIResponseSchema(
      value = QuarantineAnswers.View.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<QuarantineAnswers.View> redrive(@PathParam("message") String message) {
    return RestResponse.accepted(quarantine.redrive(tenant.workspaceId(), message));
  }

  /**
   * @return how many messages the service applies again; at most 200 for one request
   */
  @POST
  @Path("redrive")
  @Operation(
      operationId = "redriveAudienceBuilderQuarantine",
      summary =
          "Redrive the messages with one reason in quarantine at audience-builder, at most 200"
              + " per request")
  @APIResponseSchema(
      value = QuarantineAnswers.Requested.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<QuarantineAnswers.Requested> redriveAll(
      QuarantineAnswers.@Nullable RedriveRequest request) {
    return RestResponse.accepted(quarantine.redriveAll(tenant.workspaceId(), request));
  }
}
