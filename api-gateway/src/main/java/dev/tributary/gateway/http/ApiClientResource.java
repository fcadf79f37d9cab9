package dev.tributary.gateway.http;

import dev.tributary.gateway.workspace.ApiClient;
import dev.tributary.gateway.workspace.ApiClients;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A workspace's API clients over REST. */
@Path("/api/v1/workspaces/{workspace}/api-clients")
@Tag(name = "API clients")
@RunOnVirtualThread
public class ApiClientResource {
  private final ApiClients clients;
  private final Tenant tenant;

  public ApiClientResource(ApiClients clients, Tenant tenant) {
    this.clients = clients;
    this.tenant = tenant;
  }

  @POST
  public Response create(ApiClients.NewApiClient wanted) {
    return Response.status(Response.Status.CREATED)
        .entity(clients.create(tenant.workspace(), wanted))
        .build();
  }

  @GET
  public Page<ApiClient> list() {
    return new Page<>(clients.list(tenant.workspace()), null);
  }

  @DELETE
  @Path("/{client}")
  public void delete(@PathParam("client") String clientId) {
    clients.delete(tenant.workspace(), clientId);
  }
}
