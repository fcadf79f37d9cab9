package dev.tributary.destinations.http.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.destinations.deliveries.DeliveryCause;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryFilterBuilder;
import dev.tributary.destinations.deliveries.DeliveryLog;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.Masking;
import dev.tributary.destinations.http.visibility.ExchangeVisibility;
import dev.tributary.destinations.http.visibility.ExchangeVisibilityPolicy;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.http.visibility.PersonNames;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.person.PersonTraits;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.MergedProfile;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.soabase.recordbuilder.core.RecordBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Deliveries: what was sent, what is waiting, and why. */
@Path("/api/v1/workspaces/{workspace}")
@RunOnVirtualThread
@Tag(name = "Deliveries")
public class DeliveryResource {
  private static final int MOST_CAUSES = 200;

  private final DeliveryLog deliveries;
  private final DeliveryFilters filters;
  private final ExchangeVisibilityPolicy exchangePolicy;
  private final MemberVisibilityPolicy members;
  private final DeliveryLookup lookup;
  private final ReadTrail trail;
  private final Tenant tenant;

  public DeliveryResource(
      DeliveryLog deliveries,
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      ExchangeVisibilityPolicy exchangePolicy,
      MemberVisibilityPolicy members,
      VisibilityPolicy visibilityPolicy,
      PersonTraits people,
      ReadTrail trail,
      Tenant tenant) {
    this.deliveries = deliveries;
    this.filters = new DeliveryFilters(destinations, syncs, members);
    this.exchangePolicy = exchangePolicy;
    this.members = members;
    this.lookup = new DeliveryLookup(deliveries, people, visibilityPolicy, tenant);
    this.trail = trail;
    this.tenant = tenant;
  }

  /**
   * Newest first.
   *
   * @param sort {@code created}, the newest deliveries first, which is the default, or {@code
   *     changed}, the deliveries with the newest change of their state first; {@code changed} not
   *     with {@code destination} or {@code sync}
   * @param destination only deliveries to this destination; its id or key
   * @param sync only deliveries of this sync; its id or key
   * @param profile only deliveries of this profile; its id
   * @param state only deliveries in this state
   * @param cause only deliveries that are stuck for the cause with this code
   * @param field only deliveries of which the destination refused this field
   * @param event only deliveries that follow from this event; its event id
   * @return a part of the list of deliveries, without their attempts
   */
  @GET
  @Path("/deliveries")
  @Operation(
      operationId = "listDeliveries",
      summary = "Deliveries, newest first",
      description =
          "Without the right personal-data:read, deliveries of syncs that take or took an"
              + " audience do not show their profile, nor do deliveries of syncs that share records"
              + " with such a sync, also with a deleted one. The filters `profile` and `event` do"
              + " not find these deliveries, and are refused with 403 together with such a `sync`.")
  public Page<DeliveryView> list(
      @QueryParam("destination") @Nullable String destination,
      @QueryParam("sync") @Nullable String sync,
      @QueryParam("profile") @Nullable ProfileId profile,
      @QueryParam("state") @Nullable String state,
      @QueryParam("cause") @Nullable String cause,
      @QueryParam("field") @Nullable String field,
      @QueryParam("event") @Nullable String event,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    DeliveryFilter filter =
        filters.of(
            DeliveryFiltersChoiceBuilder.builder(DeliveryFilters.Choice.ALL)
                .destination(destination)
                .sync(sync)
                .profile(profile)
                .state(state)
                .cause(cause)
                .field(field)
                .event(event)
                .build(),
            tenant);
    return page("listDeliveries", filter, order(sort, filter), cursor, Page.limit(limit));
  }

  /**
   * @return a part of the list of deliveries, without their attempts
   */
  @GET
  @Path("/profiles/{profile}/deliveries")
  @Operation(
      operationId = "listDeliveriesOfProfile",
      summary = "The deliveries of a person, newest first",
      description =
          "Without the right personal-data:read, deliveries of syncs that take or took an"
              + " audience are left out, and of syncs that share records with such a sync, also"
              + " with a deleted one.")
  public Page<DeliveryView> ofProfile(
      @PathParam("profile") ProfileId profile,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    deliveries
        .survivor(tenant.workspaceId(), profile)
        .ifPresent(survivor -> {
          throw new MergedProfile(survivor);
        });
    DeliveryFilter filter =
        DeliveryFilterBuilder.builder(DeliveryFilter.ALL)
            .profile(profile)
            .among(members.ofRecords(tenant).visibleSyncs())
            .build();
    return page(
        "listDeliveriesOfProfile", filter, DeliveryOrder.CREATED, cursor, Page.limit(limit));
  }

  /** No index has the deliveries of a sync or a destination in the order of their changes. */
  private static DeliveryOrder order(@Nullable String sort, DeliveryFilter filter) {
    DeliveryOrder order =
        sort == null
            ? DeliveryOrder.CREATED
            : DeliveryOrder.named(sort)
                .orElseThrow(
                    () -> Problems.BAD_PARAMETER.problem("sort must be created or changed"));
    if (order == DeliveryOrder.CHANGED && (filter.destination() != null || filter.sync() != null)) {
      throw Problems.BAD_PARAMETER.problem(
          "sort can be changed only without the filters destination and sync");
    }
    return order;
  }

  private Page<DeliveryView> page(
      String operation,
      DeliveryFilter filter,
      DeliveryOrder order,
      @Nullable String cursor,
      int limit) {
    Page<DeliveryRow> rows =
        Page.of(
            deliveries.list(tenant.workspaceId(), filter, order, cursor, limit),
            limit,
            row -> deliveries.cursor(order, row));
    ExchangeVisibility exchangeVisibility = exchangePolicy.of(tenant);
    MemberVisibility visibility = members.ofRecords(tenant);
    PersonNames names = lookup.names(rows.data(), visibility);
    Page<DeliveryView> page =
        rows.map(row -> DeliveryView.of(row, exchangeVisibility, visibility, names));
    trail.shown(operation, shownProfiles(page, names));
    return page;
  }

  /** The profiles of which a page shows data; null for a delivery without a known profile. */
  private static List<@Nullable ProfileId> shownProfiles(
      Page<DeliveryView> page, PersonNames names) {
    List<@Nullable ProfileId> shownProfiles = new ArrayList<>(names.shown());
    page.data().stream()
        .filter(DeliveryView::showsPersonalData)
        .forEach(each -> shownProfiles.add(each.profile()));
    return shownProfiles;
  }

  /**
   * Deliveries that are stuck for the same reason.
   *
   * @param destination the id of the destination
   * @param sync the id of the sync
   * @param state the state that these deliveries are in
   * @param cause the code of the cause; null if none is known
   * @param field the field that the destination refused; null if the answers name none
   * @param words an example of the vendor's text, or the purpose without consent
   * @param count exact, unless {@code approximate} is there
   * @param approximate the rounded count for callers without the right to personal data, if the
   *     sync takes an audience: {@code count} is then rounded, 0 for few
   * @param newest when the newest of these deliveries came into this state
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "DeliveryCauseCount")
  public record CauseView(
      DestinationId destination,
      SyncId sync,
      String state,
      @Nullable String cause,
      @Nullable String field,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode words,
      long count,
      @Nullable Approximate approximate,
      Instant newest) {
    /** Whether the view shows words of a vendor, which may repeat data that was sent. */
    private boolean showsPersonalData() {
      return !State.WITHHELD.wireName().equals(state) && MaskedValue.isShown(words);
    }
  }

  /**
   * The causes of stuck deliveries, the most frequent first.
   *
   * @param destination only deliveries to this destination; its id or key
   * @param sync only deliveries of this sync; its id or key
   * @return the causes of stuck deliveries, with the number of deliveries for each
   */
  @GET
  @Path("/deliveries/causes")
  @Operation(
      operationId = "listDeliveryCauses",
      summary = "Causes of stuck deliveries, the most frequent first")
  public Page<CauseView> causes(
      @QueryParam("destination") @Nullable String destination,
      @QueryParam("sync") @Nullable String sync) {
    ExchangeVisibility exchangeVisibility = exchangePolicy.of(tenant);
    MemberVisibility visibility = members.ofRecords(tenant);
    DeliveryFilter filter =
        filters.of(
            DeliveryFiltersChoiceBuilder.builder(DeliveryFilters.Choice.ALL)
                .destination(destination)
                .sync(sync)
                .build(),
            tenant);
    List<DeliveryCause> found = deliveries.causes(tenant.workspaceId(), filter);
    Map<DeliveryCause, Approximate> numbers = CauseNumbers.approximate(found, visibility);
    List<CauseView> causes =
        found.stream()
            .limit(MOST_CAUSES)
            .map(cause -> view(cause, exchangeVisibility, numbers.get(cause)))
            .toList();
    if (causes.stream().anyMatch(CauseView::showsPersonalData)) {
      trail.shownPart("listDeliveryCauses", null, null);
    }
    return new Page<>(causes, null);
  }

  private static CauseView view(
      DeliveryCause cause, ExchangeVisibility exchangeVisibility, @Nullable Approximate about) {
    Masking words =
        exchangeVisibility.words(
            State.named(cause.state()), cause.destination(), cause.sync(), cause.oldest());
    return DeliveryResourceCauseViewBuilder.builder()
        .destination(cause.destination())
        .sync(cause.sync())
        .state(cause.state())
        .cause(cause.reason())
        .field(cause.field())
        .words(words.text(cause.example()))
        .count(about == null ? cause.count() : about.number())
        .approximate(about)
        .newest(cause.newest())
        .build();
  }

  /**
   * One delivery with its attempts, each with the requests and the answers.
   *
   * @param delivery the id of the delivery
   * @return the delivery with its attempts
   */
  @GET
  @Path("/deliveries/{delivery}")
  @Operation(
      operationId = "readDelivery",
      summary = "A delivery with its attempts, each with its requests and answers")
  public DeliveryView find(@PathParam("delivery") String delivery) {
    DeliveryRow row = lookup.require(delivery);
    MemberVisibility visibility = members.ofRecords(tenant);
    PersonNames names = lookup.names(List.of(row), visibility);
    DeliveryView view =
        DeliveryView.of(
            row,
            deliveries.attempts(tenant.workspaceId(), row.attempts()),
            exchangePolicy.of(tenant),
            visibility,
            names);
    if (view.showsPersonalData() || !names.shown().isEmpty()) {
      trail.shownPart("readDelivery", view.profile(), view.id());
    }
    if (view.profile() != null && view.showsOtherDeliveries()) {
      trail.shownPart("readDelivery", null, view.id());
    }
    return view;
  }
}
