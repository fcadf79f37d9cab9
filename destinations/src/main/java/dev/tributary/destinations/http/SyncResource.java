package dev.tributary.destinations.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.destinations.delivery.Claimed;
import dev.tributary.destinations.delivery.Sending;
import dev.tributary.destinations.postgres.DeliveryQueries;
import dev.tributary.destinations.postgres.StatusQueries;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.http.EntityTags;
import dev.tributary.runtime.http.Keys;
import dev.tributary.runtime.http.MergePatch;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.http.Problems;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Syncs: what flows to a destination. */
@Path("/api/v1/workspaces/{workspace}/syncs")
@RunOnVirtualThread
@Tag(name = "Syncs")
public class SyncResource {
  private static final int PREVIEWED = 5;

  private final DefinitionStore<SyncSpec> store;
  private final SyncBinding binding;
  private final StatusQueries status;
  private final DeliveryQueries deliveries;
  private final Previews previews;
  private final Sending sending;
  private final Requests requests;
  private final Ids ids;
  private final Tenant tenant;
  private final ObjectMapper mapper;

  public SyncResource(
      DefinitionStore<SyncSpec> store,
      SyncBinding binding,
      StatusQueries status,
      DeliveryQueries deliveries,
      Previews previews,
      Sending sending,
      Requests requests,
      Ids ids,
      Tenant tenant,
      ObjectMapper mapper) {
    this.store = store;
    this.binding = binding;
    this.status = status;
    this.deliveries = deliveries;
    this.previews = previews;
    this.sending = sending;
    this.requests = requests;
    this.ids = ids;
    this.tenant = tenant;
    this.mapper = mapper;
  }

  @GET
  public Page<SyncView> list(
      @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @Nullable Integer limit) {
    return store.list(tenant.workspaceId(), cursor, Page.limit(limit)).map(this::view);
  }

  @POST
  public Response create(
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, SyncRequest request) {
    String id = ids.next(Ids.SYNC);
    Stored<SyncSpec> created =
        store.create(
            tenant.workspaceId(),
            id,
            Keys.key(request.key()),
            Keys.name(request.name()),
            binding.bind(tenant.workspaceId(), id, request),
            requests.idempotency(idempotencyKey, request));
    return answer(Response.status(201), created);
  }

  /** What a sync that is not saved yet would send. */
  @POST
  @Path("/preview")
  public PreviewView preview(@QueryParam("profile") @Nullable String profile, SyncRequest request) {
    String workspace = tenant.workspaceId();
    String id = ids.next(Ids.SYNC);
    SyncSpec spec = binding.bind(workspace, id, request);
    return preview(binding.bound(workspace, id, "", 0, spec), profile);
  }

  @GET
  @Path("/{sync}")
  public Response find(@PathParam("sync") String sync) {
    return answer(Response.ok(), store.require(tenant.workspaceId(), sync));
  }

  @PATCH
  @Path("/{sync}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  public Response update(
      @PathParam("sync") String sync,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonNode patch) {
    Stored<SyncSpec> updated =
        store.update(
            tenant.workspaceId(),
            sync,
            EntityTags.version(ifMatch),
            current -> patched(current, patch));
    status
        .stop(tenant.workspaceId(), SyncSpec.KIND, updated.id())
        .filter(stop -> !stop.asked())
        .ifPresent(stop -> resume(updated));
    return answer(Response.ok(), updated);
  }

  /** What was delivered stays at the destination. */
  @DELETE
  @Path("/{sync}")
  public Response delete(
      @PathParam("sync") String sync, @HeaderParam("If-Match") @Nullable String ifMatch) {
    store.delete(tenant.workspaceId(), sync, EntityTags.version(ifMatch));
    return Response.noContent().build();
  }

  @POST
  @Path("/{sync}/pause")
  public Response pause(@PathParam("sync") String sync) {
    Stored<SyncSpec> stored = store.require(tenant.workspaceId(), sync);
    status.pause(tenant.workspaceId(), SyncSpec.KIND, stored.id(), tenant.caller().subject());
    return answer(Response.ok(), stored);
  }

  @POST
  @Path("/{sync}/resume")
  public Response resume(@PathParam("sync") String sync) {
    Stored<SyncSpec> stored = store.require(tenant.workspaceId(), sync);
    resume(stored);
    return answer(Response.ok(), stored);
  }

  /**
   * Takes the sync over everything known once more. What is as it should be is not sent; what was
   * refused, given up or left uncertain is compared again, where repeating it is safe.
   */
  @POST
  @Path("/{sync}/rerun")
  public Response rerun(@PathParam("sync") String sync) {
    String workspace = tenant.workspaceId();
    Stored<SyncSpec> stored = store.require(workspace, sync);
    boolean uncertainToo =
        bound(stored).destination().connector().manifest().effectClass().repeatable();
    deliveries.retryForRun(workspace, stored.id(), uncertainToo);
    status.startRun(workspace, stored.id(), stored.version());
    return answer(Response.status(202), stored);
  }

  /** Sends one record for real, outside of the ledger, and shows what was said. */
  @POST
  @Path("/{sync}/test")
  public TestView test(@PathParam("sync") String sync, @Nullable SyncTestRequest request) {
    Catalogue.Sync bound = bound(store.require(tenant.workspaceId(), sync));
    return TestView.of(sending.send(bound, List.of(chosen(bound, request))), Masks.of(tenant));
  }

  private Claimed chosen(Catalogue.Sync sync, @Nullable SyncTestRequest request) {
    if (request != null && request.record() != null && request.fields() != null) {
      return Previews.row(sync, ids.next(Ids.DELIVERY), request.record(), request.fields());
    }
    String profile = request == null ? null : request.profile();
    List<Previews.Sample> found = previews.of(tenant.workspace(), sync, profile, 1).records();
    if (found.isEmpty()) {
      throw Problems.CONFLICT.problem("There is no record to send yet; give one in the request");
    }
    Previews.Sample sample = found.getFirst();
    if (sample.withheldFor() != null) {
      throw Problems.CONFLICT.problem(
          "This person does not allow the purpose " + sample.withheldFor());
    }
    return Previews.row(sync, ids.next(Ids.DELIVERY), sample.record(), sample.fields());
  }

  @GET
  @Path("/{sync}/preview")
  public PreviewView previewStored(
      @PathParam("sync") String sync, @QueryParam("profile") @Nullable String profile) {
    return preview(bound(store.require(tenant.workspaceId(), sync)), profile);
  }

  private PreviewView preview(Catalogue.Sync sync, @Nullable String profile) {
    return PreviewView.of(
        previews.of(tenant.workspace(), sync, profile, PREVIEWED), Masks.of(tenant));
  }

  private Catalogue.Sync bound(Stored<SyncSpec> stored) {
    return binding.bound(
        tenant.workspaceId(), stored.id(), stored.name(), stored.version(), stored.spec());
  }

  private void resume(Stored<SyncSpec> stored) {
    status.resume(tenant.workspaceId(), SyncSpec.KIND, stored.id(), stored.spec().destination());
  }

  private Stored<SyncSpec> patched(Stored<SyncSpec> current, JsonNode patch) {
    ObjectNode before = mapper.valueToTree(current.spec());
    before.put("key", current.key()).put("name", current.name());
    try {
      SyncRequest wanted = mapper.treeToValue(MergePatch.apply(before, patch), SyncRequest.class);
      return current.with(
          Keys.key(wanted.key()),
          Keys.name(wanted.name()),
          binding.bind(tenant.workspaceId(), current.id(), wanted));
    } catch (JsonProcessingException e) {
      throw Problems.INVALID.problem(e.getOriginalMessage(), "");
    }
  }

  private SyncView view(Stored<SyncSpec> stored) {
    String workspace = tenant.workspaceId();
    StatusQueries.Stop stop = status.stop(workspace, SyncSpec.KIND, stored.id()).orElse(null);
    SyncView.RunView run =
        status
            .newestRun(workspace, stored.id())
            .map(found ->
                new SyncView.RunView(
                    found.id(),
                    found.state(),
                    found.seen(),
                    found.changed(),
                    found.startedAt(),
                    found.endedAt()))
            .orElse(null);
    String state = stop == null ? "active" : stop.asked() ? "paused" : stop.reason();
    return SyncView.of(
        stored,
        new SyncView.Status(
            state, stop == null ? null : stop.words(), status.counts(workspace, stored.id()), run));
  }

  private Response answer(Response.ResponseBuilder response, Stored<SyncSpec> stored) {
    return response.header("ETag", EntityTags.of(stored.version())).entity(view(stored)).build();
  }
}
