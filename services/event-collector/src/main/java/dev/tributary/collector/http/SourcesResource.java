package dev.tributary.collector.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.collector.source.WriteKeys;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.Idempotency;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Sources: the apps and sites that send events. */
@Path("/api/v1/workspaces/{workspace}/sources")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sources")
@RunOnVirtualThread
public class SourcesResource {
  private final DefinitionStore<SourceBody> store;
  private final WriteKeys writeKeys;
  private final ActivationWait activation;
  private final Tenant tenant;
  private final ObjectMapper mapper;

  public SourcesResource(
      DefinitionStore<SourceBody> store,
      WriteKeys writeKeys,
      ActivationWait activation,
      Tenant tenant,
      ObjectMapper mapper) {
    this.store = store;
    this.writeKeys = writeKeys;
    this.activation = activation;
    this.tenant = tenant;
    this.mapper = mapper;
  }

  /**
   * @return a part of the list of sources
   */
  @GET
  @Operation(operationId = "listSources", summary = "List sources, the oldest first")
  public Page<SourceView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return store.list(tenant.workspaceId(), cursor, Page.limit(limit)).map(SourceView::of);
  }

  /**
   * @return the new source; {@code writeKey} is in this answer only
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createSource",
      summary = "Create a source; only this answer contains its first write key")
  @APIResponseSchema(
      value = SourceView.class,
      responseCode = "201",
      responseDescription = "Created")
  public RestResponse<SourceView> create(
      SourceSettings.Written written,
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
    SourceSettings wanted = SourceSettings.of(written);
    WriteKeys.Issued first = writeKeys.issue();
    StoredDefinition<SourceBody> stored =
        store.create(
            tenant.workspaceId(),
            wanted.key(),
            wanted.name(),
            new SourceBody(
                wanted.enabled(), wanted.eventsPerSecond(), wanted.kind(), List.of(first.stored())),
            Idempotency.of(idempotencyKey, written));
    boolean fresh = stored.spec().writeKeys().contains(first.stored());
    activation.await(stored);
    return answer(RestResponse.Status.CREATED, stored, fresh ? first.plain() : null);
  }

  /**
   * @return the source; its version is the ETag
   */
  @GET
  @Path("{source}")
  @Operation(operationId = "readSource", summary = "Read a source")
  public RestResponse<SourceView> read(@PathParam("source") String source) {
    return answer(RestResponse.Status.OK, store.require(tenant.workspaceId(), source), null);
  }

  /**
   * @return the source after the change
   */
  @PATCH
  @RequestBodySchema(SourceSettings.Written.class)
  @Path("{source}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(operationId = "changeSource", summary = "Change a source")
  public RestResponse<SourceView> change(
      @PathParam("source") String source,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonNode patch) {
    StoredDefinition<SourceBody> changed =
        store.update(
            tenant.workspaceId(),
            source,
            EntityTags.version(ifMatch),
            current -> patched(current, patch));
    activation.await(changed);
    return answer(RestResponse.Status.OK, changed, null);
  }

  @DELETE
  @Path("{source}")
  @Operation(
      operationId = "deleteSource",
      summary = "Delete a source; its write keys become invalid")
  public void delete(
      @PathParam("source") String source,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    store.delete(tenant.workspaceId(), source, EntityTags.version(ifMatch));
  }

  private StoredDefinition<SourceBody> patched(
      StoredDefinition<SourceBody> current, JsonNode patch) {
    SourceBody body = current.spec();
    ObjectNode before = SourceSettings.written(current.key(), current.name(), body);
    SourceSettings wanted =
        SourceSettings.of(MergePatch.apply(mapper, before, patch, SourceSettings.Written.class));
    return current.with(
        wanted.key(),
        wanted.name(),
        new SourceBody(
            wanted.enabled(), wanted.eventsPerSecond(), wanted.kind(), body.writeKeys()));
  }

  private static RestResponse<SourceView> answer(
      RestResponse.Status status, StoredDefinition<SourceBody> stored, @Nullable String writeKey) {
    return EntityTags.answer(status, SourceView.of(stored, writeKey), stored.version());
  }
}
