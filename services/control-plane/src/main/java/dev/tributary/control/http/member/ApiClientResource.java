package dev.tributary.control.http.member;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.control.workspace.ApiClient;
import dev.tributary.control.workspace.ApiClientCredentials;
import dev.tributary.control.workspace.ApiClientName;
import dev.tributary.control.workspace.ApiClients;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** A workspace's API clients over REST. */
@Path("/api/v1/workspaces/{workspace}/api-clients")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API clients")
@RunOnVirtualThread
public class ApiClientResource {
  /** The kind of the object in the trail, as in paths. */
  private static final String CLIENT = "client";

  private final ApiClients clients;
  private final ClientNames names;
  private final Tenant tenant;
  private final Administration administration;
  private final PersonalDataGrants grants;

  public ApiClientResource(
      ApiClients clients,
      ClientNames names,
      Tenant tenant,
      Administration administration,
      PersonalDataGrants grants) {
    this.clients = clients;
    this.names = names;
    this.tenant = tenant;
    this.administration = administration;
    this.grants = grants;
  }

  /**
   * @return the new API client, with its client id and its secret
   */
  @POST
  @Operation(
      operationId = "createApiClient",
      summary = "Create an API client; only this answer contains its secret")
  @APIResponseSchema(
      value = ApiClientCredentials.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<ApiClientCredentials> create(NewApiClient wanted) {
    administration.given(wanted);
    if (Boolean.TRUE.equals(wanted.personalData())) {
      grants.require(tenant, String.valueOf(wanted.name()));
    }
    ApiClient client = wanted.client(tenant.workspace());
    ApiClientCredentials created = changing(() -> clients.create(tenant.workspace(), client));
    administration.concerns(CLIENT, created.clientId(), created.name());
    return RestResponse.status(RestResponse.Status.CREATED, created);
  }

  /**
   * @return all API clients of the workspace, in order of their client ids; expired clients too
   */
  @GET
  @Operation(operationId = "listApiClients", summary = "API clients, without their secrets")
  public Page<ApiClient> list() {
    return new Page<>(clients.list(tenant.workspace()), null);
  }

  /**
   * @return the names of all API clients of the workspace, in order; expired clients too
   */
  @GET
  @Path("/names")
  @Operation(
      operationId = "listApiClientNames",
      summary = "The names of API clients, by the ids in answers that say who did something")
  public Page<ApiClientName> names() {
    return new Page<>(names.of(tenant.workspace()), null);
  }

  /**
   * @param clientId the client id, for example {@code shop.importer}
   * @return the new credentials: another client id and another secret
   */
  @POST
  @Path("/{client}/rotation")
  @Operation(
      operationId = "rotateApiClient",
      summary =
          "Rotate the credentials of an API client; the old ones stay valid for a limited time")
  @APIResponseSchema(
      value = ApiClientCredentials.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<ApiClientCredentials> rotate(
      @PathParam("client") String clientId, ApiClientRotation rotation) {
    administration.given(rotation);
    if (clients.list(tenant.workspace()).stream()
        .anyMatch(each -> each.personalData() && each.clientId().equals(clientId))) {
      grants.require(tenant, clientId);
    }
    ApiClientCredentials fresh =
        changing(() -> clients.rotate(tenant.workspace(), clientId, rotation.times()));
    administration.concerns(CLIENT, clientId, fresh.name());
    administration.detail(
        FieldChange.open(
            "/clientId", TextNode.valueOf(clientId), TextNode.valueOf(fresh.clientId())));
    return RestResponse.status(RestResponse.Status.CREATED, fresh);
  }

  /**
   * @param clientId the client id, for example {@code shop.importer}
   */
  @DELETE
  @Path("/{client}")
  @Operation(
      operationId = "deleteApiClient",
      summary = "Delete an API client; its tokens stay valid until they expire, at most 5 minutes")
  public void delete(@PathParam("client") String clientId) {
    changing(() -> {
      clients.delete(
          tenant.workspace(),
          clientId,
          held -> {
            administration.concerns(CLIENT, clientId, held.name());
            administration.replaces(content(held));
          });
      return clientId;
    });
  }

  /** A change that fails may have been made in part. */
  private <T> T changing(Supplier<T> change) {
    try {
      return change.get();
    } finally {
      names.changed();
    }
  }

  /** The fields of a request that would create this client. */
  private static NewApiClient content(ApiClient client) {
    return new NewApiClient(
        client.name(), client.role(), client.personalData(), client.expiresAt());
  }
}
