package dev.tributary.runtime.http;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.openapi.request.OptionalBody;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Routes of the role matrix, with bodies that show what the runtime does before and after. */
@Path("/api/v1/workspaces/{workspace}/sources")
@RunOnVirtualThread
public class ProbeResource {
  private final Tenant tenant;
  private final RequestDatabase database;

  public ProbeResource(Tenant tenant, RequestDatabase database) {
    this.tenant = tenant;
    this.database = database;
  }

  public record Inner(int count) {
    public Inner {
      if (count < 0) {
        throw new IllegalArgumentException("count must not be negative");
      }
    }
  }

  public record Body(
      String name, Instant at, Role type, Inner inner, List<Inner> list, boolean problem) {
    public Body {
      if (problem) {
        throw Problems.INVALID.problem("This is refused by the record", "/problem");
      }
    }
  }

  public record Seen(WorkspaceId workspace, String caller, boolean personalData, boolean virtual) {}

  @GET
  public Seen seen(@QueryParam("limit") Integer limit) {
    Page.limit(limit);
    return new Seen(
        tenant.workspaceId(),
        tenant.caller().name(),
        tenant.mayReadPersonalData(),
        Thread.currentThread().isVirtual());
  }

  @POST
  public Body echo(Body body) {
    return body;
  }

  @POST
  @Path("{source}/write-keys")
  public boolean given(@OptionalBody Body body) {
    return body != null;
  }

  @GET
  @Path("{source}")
  public Seen fail(@PathParam("source") String source) throws SQLException {
    switch (source) {
      case "bug" -> throw new IllegalStateException("with a detail for nobody");
      case "outage" -> throw new SQLException("connection lost", "08006");
      case "cancelled" ->
          throw new SQLException("canceling statement due to user request", "57014");
      case "shutdown" ->
          throw new SQLException("terminating connection due to administrator command", "57P01");
      case "slow" ->
          database.inWorkspace(
              tenant.workspaceId(),
              tx -> {
                tx.execute("set local statement_timeout = 50");
                return tx.createQuery("select count(*) from pg_sleep(600)")
                    .mapTo(Integer.class)
                    .one();
              });
      case "unstorable" ->
          database.inWorkspace(
              tenant.workspaceId(),
              tx ->
                  tx.createQuery("select cast(? as jsonb)")
                      .bind(0, "\"\\u0000\"")
                      .mapTo(String.class)
                      .one());
      default -> throw Problems.NOT_FOUND.problem("There is no source " + source);
    }
    return seen(null);
  }

  @PATCH
  @Path("{source}")
  public void change() {}

  @DELETE
  @Path("{source}/write-keys/{key}")
  public void revoke() {}

  /** Not in the role matrix: must never be reached. */
  @DELETE
  public Seen unlisted() {
    return seen(null);
  }
}
