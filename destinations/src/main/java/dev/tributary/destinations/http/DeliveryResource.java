package dev.tributary.destinations.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.DeliveryQueries;
import dev.tributary.destinations.postgres.DeliveryQueries.Filter;
import dev.tributary.destinations.postgres.DeliveryQueries.Row;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.http.MergedAway;
import dev.tributary.runtime.http.Page;
import dev.tributary.runtime.http.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Deliveries: what was sent, what waits, and why. */
@Path("/api/v1/workspaces/{workspace}")
@RunOnVirtualThread
@Tag(name = "Deliveries")
public class DeliveryResource {
  private final DeliveryQueries deliveries;
  private final DefinitionStore<DestinationSpec> destinations;
  private final DefinitionStore<SyncSpec> syncs;
  private final Exposures exposures;
  private final ReadTrail trail;
  private final Tenant tenant;

  public DeliveryResource(
      DeliveryQueries deliveries,
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      Exposures exposures,
      ReadTrail trail,
      Tenant tenant) {
    this.deliveries = deliveries;
    this.destinations = destinations;
    this.syncs = syncs;
    this.exposures = exposures;
    this.trail = trail;
    this.tenant = tenant;
  }

  /** Newest first. */
  @GET
  @Path("/deliveries")
  @Operation(operationId = "listDeliveries", summary = "What was sent and what waits, newest first")
  public Page<DeliveryView> list(
      @QueryParam("destination") @Nullable String destination,
      @QueryParam("sync") @Nullable String sync,
      @QueryParam("profile") @Nullable String profile,
      @QueryParam("state") @Nullable String state,
      @QueryParam("cause") @Nullable String cause,
      @QueryParam("field") @Nullable String field,
      @QueryParam("event") @Nullable String event,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    Filter filter = filter(destination, sync, profile, state, cause, field, event);
    Page<DeliveryView> page = page(filter, cursor, Page.limit(limit));
    trail.shown("listDeliveries", told(page));
    return page;
  }

  @GET
  @Path("/profiles/{profile}/deliveries")
  @Operation(
      operationId = "listDeliveriesOfProfile",
      summary = "What was sent of a person, newest first")
  public Page<DeliveryView> ofProfile(
      @PathParam("profile") String profile,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    deliveries
        .survivor(tenant.workspaceId(), profile)
        .ifPresent(survivor -> {
          throw new MergedAway(survivor);
        });
    Filter filter = new Filter(null, null, profile, null, null, null, null);
    Page<DeliveryView> page = page(filter, cursor, Page.limit(limit));
    trail.shown("listDeliveriesOfProfile", told(page));
    return page;
  }

  /** Whom a page shows something of; null for what is of nobody, or of nobody known. */
  private static List<@Nullable String> told(Page<DeliveryView> page) {
    List<@Nullable String> told = new ArrayList<>();
    page.data().stream().filter(DeliveryView::tells).forEach(each -> told.add(each.profile()));
    return told;
  }

  private Page<DeliveryView> page(Filter filter, @Nullable String cursor, int limit) {
    Exposure exposure = exposures.of(tenant);
    return Page.of(deliveries.list(tenant.workspaceId(), filter, cursor, limit), limit, Row::id)
        .map(row -> DeliveryView.of(row, exposure));
  }

  /** Destinations and syncs are named by id or key, as everywhere. */
  private Filter filter(
      @Nullable String destination,
      @Nullable String sync,
      @Nullable String profile,
      @Nullable String state,
      @Nullable String cause,
      @Nullable String field,
      @Nullable String event) {
    String workspace = tenant.workspaceId();
    return new Filter(
        destinations.idOf(workspace, destination),
        syncs.idOf(workspace, sync),
        profile,
        known(state),
        cause,
        field,
        event);
  }

  private static @Nullable String known(@Nullable String state) {
    if (state == null) {
      return null;
    }
    try {
      return State.named(state).wireName();
    } catch (IllegalArgumentException e) {
      throw Problems.BAD_PARAMETER.problem("There is no state " + state);
    }
  }

  /**
   * Deliveries that stand still for the same reason.
   *
   * @param words an example of what the vendor said
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DeliveryCauseCount")
  public record CauseView(
      String destination,
      String sync,
      String state,
      @Nullable String cause,
      @Nullable String field,
      @Nullable JsonNode words,
      long count,
      Instant newest) {}

  /** Why deliveries stand still, the most frequent cause first. */
  @GET
  @Path("/deliveries/causes")
  @Operation(
      operationId = "listDeliveryCauses",
      summary = "Why deliveries stand still, the most frequent cause first")
  public Page<CauseView> causes(
      @QueryParam("destination") @Nullable String destination,
      @QueryParam("sync") @Nullable String sync) {
    Exposure exposure = exposures.of(tenant);
    Filter filter = filter(destination, sync, null, null, null, null, null);
    List<CauseView> causes =
        deliveries.causes(tenant.workspaceId(), filter).stream()
            .map(cause ->
                new CauseView(
                    cause.destination(),
                    cause.sync(),
                    cause.state(),
                    cause.reason(),
                    cause.field(),
                    exposure
                        .sent(cause.destination(), cause.sync(), cause.oldest())
                        .text(cause.example()),
                    cause.count(),
                    cause.newest()))
            .toList();
    if (causes.stream().anyMatch(each -> Masks.tells(each.words()))) {
      trail.shownPart("listDeliveryCauses", null, null);
    }
    return new Page<>(causes, null);
  }

  /** One delivery with its attempts, each with the requests and the answers. */
  @GET
  @Path("/deliveries/{delivery}")
  @Operation(
      operationId = "readDelivery",
      summary = "A delivery with its attempts, each with the requests and the answers")
  public DeliveryView find(@PathParam("delivery") String delivery) {
    Row row = require(delivery);
    DeliveryView view =
        DeliveryView.of(
            row, deliveries.attempts(tenant.workspaceId(), row.attempts()), exposures.of(tenant));
    if (view.tells()) {
      trail.shownPart("readDelivery", view.profile(), view.id());
    }
    if (view.profile() != null && view.tellsOfOthers()) {
      trail.shownPart("readDelivery", null, view.id());
    }
    return view;
  }

  /** Sends one that stands still again. */
  @POST
  @Path("/deliveries/{delivery}/retry")
  @Operation(operationId = "retryDelivery", summary = "Send one that stands still again")
  public DeliveryView retry(@PathParam("delivery") String delivery) {
    Row row = require(delivery);
    // Before anything happens, because what cannot be put on record is not to happen.
    if (DeliveryView.of(row, exposures.of(tenant)).tells()) {
      trail.shownPart("retryDelivery", row.profile(), row.id());
    }
    if (!deliveries.retry(tenant.workspaceId(), row.id())) {
      throw Problems.CONFLICT.problem(
          "It is %s, so there is nothing to try again".formatted(row.state().wireName()));
    }
    return DeliveryView.of(require(delivery), exposures.of(tenant));
  }

  /**
   * Which deliveries to send again; what is left out does not matter.
   *
   * @param all true to ask for all that stand still, with nothing else given
   */
  public record RetryRequest(
      @Nullable String destination,
      @Nullable String sync,
      @Nullable String profile,
      @Nullable String state,
      @Nullable String cause,
      @Nullable String field,
      @Nullable Boolean all) {
    boolean choosesNothing() {
      return destination == null
          && sync == null
          && profile == null
          && state == null
          && cause == null
          && field == null;
    }
  }

  public record Retried(int retried) {}

  /** Sends those of one cause again, or all. */
  @POST
  @Path("/deliveries/retry")
  @Operation(operationId = "retryDeliveries", summary = "Send those of one cause again, or all")
  public Retried retryAll(RetryRequest request) {
    if (request.choosesNothing() && !Boolean.TRUE.equals(request.all())) {
      throw Problems.INVALID.problem("Choose a cause, or say all", "/all");
    }
    Filter filter =
        filter(
            request.destination(),
            request.sync(),
            request.profile(),
            request.state(),
            request.cause(),
            request.field(),
            null);
    return new Retried(deliveries.retry(tenant.workspaceId(), filter));
  }

  private Row require(String delivery) {
    return deliveries
        .find(tenant.workspaceId(), delivery)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no delivery " + delivery));
  }
}
