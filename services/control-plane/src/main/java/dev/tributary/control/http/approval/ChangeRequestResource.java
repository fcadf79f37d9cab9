package dev.tributary.control.http.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.control.approval.ChangeRequest;
import dev.tributary.control.approval.ChangeRequestStore;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Changes that wait for a second person's approval, over REST. */
@Path("/api/v1/workspaces/{workspace}/change-requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Change requests")
@RunOnVirtualThread
public class ChangeRequestResource {
  private final ChangeRequests requests;

  public ChangeRequestResource(ChangeRequests requests) {
    this.requests = requests;
  }

  /**
   * A change to send, and why it is needed.
   *
   * @param method the HTTP method of the change, for example {@code PATCH}
   * @param path the path below the workspace, for example {@code /syncs}
   * @param body the request body; null for none
   * @param ifMatch the ETag that the object must still have when the change is applied
   * @param reason why the change is needed, for the person who decides: 1 to 500 characters
   */
  @Schema(name = "NewChangeRequest")
  public record NewChangeRequest(
      @Required @Nullable String method,
      @Required @Nullable String path,
      @Nullable JsonNode body,
      @Nullable String ifMatch,
      @Required @Nullable String reason) {

    /** The body may hold secrets. */
    @Override
    public String toString() {
      return "NewChangeRequest[" + method + " " + path + "]";
    }
  }

  /**
   * Why a change is rejected.
   *
   * @param reason 1 to 500 characters
   */
  @Schema(name = "ChangeRequestRejection")
  public record Rejection(@Required @Nullable String reason) {}

  /**
   * @return the new change request, which waits for a decision
   */
  @POST
  @Operation(
      operationId = "requestChange",
      summary = "Request a change that needs a user with the right to personal data",
      description =
          "For changes that are refused with 403 `approval-needed`. The change is not applied"
              + " before another person approves it. The role of the caller must allow the"
              + " change itself.")
  @APIResponseSchema(
      value = ChangeRequestView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<ChangeRequestView> create(NewChangeRequest wanted) {
    return RestResponse.status(RestResponse.Status.CREATED, requests.add(wanted));
  }

  /**
   * @param state {@code open} or {@code decided}; both by default
   * @return a part of the list of change requests
   */
  @GET
  @Operation(operationId = "listChangeRequests", summary = "Change requests, newest first")
  public Page<ChangeRequestView> list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    int asked = Page.limit(limit);
    return Page.of(requests.list(which(state), cursor, asked), asked, ChangeRequest::id)
        .map(requests::view);
  }

  private static ChangeRequestStore.Which which(@Nullable String state) {
    return switch (state) {
      case null -> ChangeRequestStore.Which.ALL;
      case "open" -> ChangeRequestStore.Which.OPEN;
      case "decided" -> ChangeRequestStore.Which.DECIDED;
      default -> throw Problems.BAD_PARAMETER.problem("state is open or decided");
    };
  }

  /**
   * @param id the id of the change request
   * @return the change request
   */
  @GET
  @Path("/{change}")
  @Operation(operationId = "readChangeRequest", summary = "One change request")
  public ChangeRequestView read(@PathParam("change") String id) {
    return requests.view(requests.require(id));
  }

  /**
   * @param id the id of the change request
   * @return the change request after the approval, whose state says whether the service made the
   *     change
   */
  @POST
  @Path("/{change}/approve")
  @Operation(
      operationId = "approveChange",
      summary = "Approve a change, and apply it with the rights of the approver",
      description =
          "The requester cannot approve the change. The change is sent with the token of the"
              + " approver; `state` is `applied` if the service made the change, and `failed`"
              + " if the service refused it. Only this answer contains `answer`, the answer of"
              + " the service, such as the secret of a new API client.")
  public ChangeRequestView approve(@PathParam("change") String id) {
    return requests.approve(id);
  }

  /**
   * @param id the id of the change request
   * @return the rejected change request
   */
  @POST
  @Path("/{change}/reject")
  @Operation(operationId = "rejectChange", summary = "Reject a change, with a reason")
  public ChangeRequestView reject(@PathParam("change") String id, @Nullable Rejection rejection) {
    return requests.reject(id, rejection == null ? null : rejection.reason());
  }

  /**
   * @param id the id of the change request
   * @return the withdrawn change request
   */
  @POST
  @Path("/{change}/withdraw")
  @Operation(operationId = "withdrawChange", summary = "Withdraw a change request of the caller")
  public ChangeRequestView withdraw(@PathParam("change") String id) {
    return requests.withdraw(id);
  }
}
