package dev.tributary.definitions.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.definitions.http.DefinitionHistory.Form;
import dev.tributary.definitions.http.DefinitionHistory.Restoration;
import dev.tributary.definitions.http.DefinitionHistory.Words;
import dev.tributary.runtime.openapi.RouteTexts;
import dev.tributary.runtime.openapi.RoutesFor;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The routes that list and restore the versions of a definition. Each kind with versions has a
 * resource that extends this class. It gives the path, the kind in {@link RoutesFor}, and the
 * change that a client also makes. The path has a parameter with the last word of the kind.
 *
 * @param <S> the content of the definition
 * @param <V> the answer of a change
 */
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public abstract class DefinitionVersionRoutes<S, V> {
  private final Tenant tenant;
  private final DefinitionHistory<S> history;
  private final Change<V> change;
  private final String place = RouteTexts.of(getClass()).parameter();

  /** The change of a definition with a merge patch, with all its checks. */
  protected interface Change<V> {
    RestResponse<V> make(String id, @Nullable String ifMatch, ObjectNode patch);
  }

  protected DefinitionVersionRoutes(Tenant tenant, DefinitionHistory<S> history, Change<V> change) {
    this.tenant = tenant;
    this.history = history;
    this.change = change;
  }

  /**
   * @return a part of the list of versions
   */
  @GET
  @Operation(
      operationId = "list{Subject}Versions",
      summary = "Versions of {a subject}, with the user and the time of each change, newest first",
      description =
          "The newest 200 versions are kept. The versions of a deleted {subject} are found by its"
              + " id.")
  public Page<DefinitionVersionView> list(
      @Context UriInfo uri,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    return history.list(tenant, named(uri), cursor, limit, seenBy(tenant), words(tenant));
  }

  /** The form of the content for a caller. Kinds override it of which some callers see a part. */
  protected Form<S> seenBy(Tenant caller) {
    return history.form();
  }

  /** The content in a sentence. Kinds override it that have one. */
  protected Words<S> words(Tenant caller) {
    return _ -> null;
  }

  /**
   * @param version the number of the version
   * @return the {subject} after the change
   */
  @POST
  @Path("{version}/restore")
  @Operation(
      operationId = "restore{Subject}",
      summary = "Restore an earlier version of {a subject}",
      description =
          "A new version with the content of the earlier one. The change is checked like any other"
              + " change of {a subject}.")
  public RestResponse<V> restore(
      @Context UriInfo uri,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    Restoration wanted = history.restoration(tenant.workspaceId(), named(uri), version, ifMatch);
    return change.make(wanted.id(), wanted.ifMatch(), wanted.patch());
  }

  private String named(UriInfo uri) {
    return Objects.requireNonNull(uri.getPathParameters().getFirst(place));
  }
}
