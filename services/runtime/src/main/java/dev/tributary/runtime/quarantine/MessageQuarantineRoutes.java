package dev.tributary.runtime.quarantine;

import dev.tributary.runtime.openapi.RouteTexts;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.Visibility;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The routes for messages that a service could not read or apply. A service has a resource that
 * extends this class. It gives the path, and the name of the service in {@link RoutesFor}.
 */
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public abstract class MessageQuarantineRoutes {
  private static final String READ = "read{Subject}Message";

  private final Tenant tenant;
  private final QuarantineAnswers quarantine;
  private final Function<Tenant, Visibility> visibility;
  private final String readOperation = RouteTexts.of(getClass()).filled(READ);

  /**
   * @param visibility what a caller may see
   */
  protected MessageQuarantineRoutes(
      Tenant tenant, QuarantineAnswers quarantine, Function<Tenant, Visibility> visibility) {
    this.tenant = tenant;
    this.quarantine = quarantine;
    this.visibility = visibility;
  }

  /**
   * @param state {@code waiting}, which is the default; {@code requested}: a redrive is requested
   *     and not done yet; {@code redriven}: a redrive has applied the message
   * @param reason only messages with this reason: {@code unknown} or {@code failed}; absent for all
   * @return a part of the list of messages, without their values
   */
  @GET
  @Operation(
      operationId = "list{Subject}Quarantine",
      summary = "Messages in quarantine at {subject}, newest first")
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
      operationId = "list{Subject}QuarantineReasons",
      summary =
          "Reasons for which messages wait in quarantine at {subject}, the most frequent first")
  public Page<QuarantineAnswers.ReasonView> reasons() {
    return quarantine.reasons(tenant.workspaceId());
  }

  /**
   * @param message the {@code id} of the message in the quarantine, a number; not the {@code
   *     messageId}
   * @return the message with its value
   */
  @GET
  @Path("{message}")
  @Operation(operationId = READ, summary = "A message in quarantine at {subject}, with its content")
  public QuarantineAnswers.Whole get(@PathParam("message") String message) {
    return quarantine.whole(readOperation, tenant.workspaceId(), message, visibility.apply(tenant));
  }

  /**
   * @param message the {@code id} of the message in the quarantine, a number; not the {@code
   *     messageId}. The answer is 409 if the message was redriven already, or if its bytes are not
   *     kept
   * @return the message, which the service applies again soon
   */
  @POST
  @Path("{message}/redrive")
  @Operation(
      operationId = "redrive{Subject}Message",
      summary = "Redrive a message in quarantine at {subject}")
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
      operationId = "redrive{Subject}Quarantine",
      summary =
          "Redrive the messages with one reason in quarantine at {subject}, at most 200 per request")
  @APIResponseSchema(
      value = QuarantineAnswers.Requested.class,
      responseCode = "202",
      responseDescription = "Accepted")
  public RestResponse<QuarantineAnswers.Requested> redriveAll(
      QuarantineAnswers.@Nullable RedriveRequest request) {
    return RestResponse.accepted(quarantine.redriveAll(tenant.workspaceId(), request));
  }
}
