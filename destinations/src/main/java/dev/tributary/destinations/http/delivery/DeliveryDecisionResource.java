package dev.tributary.destinations.http.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.destinations.deliveries.DeliveryCause;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryLog;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.deliveries.StuckDeliveries;
import dev.tributary.destinations.deliveries.UncertainDeliveries;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.visibility.ExchangeVisibilityPolicy;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.http.visibility.PersonNames;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.person.PersonTraits;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.http.Times;
import dev.tributary.runtime.openapi.request.AnyOf;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Decisions of users about stuck deliveries: send them again, or record that they arrived. */
@Path("/api/v1/workspaces/{workspace}/deliveries")
@RunOnVirtualThread
@Tag(name = "Deliveries")
public class DeliveryDecisionResource {
  private final DeliveryLog deliveries;
  private final StuckDeliveries stuck;
  private final UncertainDeliveries uncertain;
  private final DeliveryFilters filters;
  private final ExchangeVisibilityPolicy exchangePolicy;
  private final MemberVisibilityPolicy members;
  private final DeliveryLookup lookup;
  private final ReadTrail trail;
  private final Administration administration;
  private final Tenant tenant;

  public DeliveryDecisionResource(
      DeliveryLog deliveries,
      StuckDeliveries stuck,
      UncertainDeliveries uncertain,
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      ExchangeVisibilityPolicy exchangePolicy,
      MemberVisibilityPolicy members,
      VisibilityPolicy visibilityPolicy,
      PersonTraits people,
      ReadTrail trail,
      Administration administration,
      Tenant tenant) {
    this.deliveries = deliveries;
    this.stuck = stuck;
    this.uncertain = uncertain;
    this.filters = new DeliveryFilters(destinations, syncs, members);
    this.exchangePolicy = exchangePolicy;
    this.members = members;
    this.lookup = new DeliveryLookup(deliveries, people, visibilityPolicy, tenant);
    this.trail = trail;
    this.administration = administration;
    this.tenant = tenant;
  }

  /**
   * Sends a stuck delivery again.
   *
   * @param delivery the id of the delivery
   * @return the delivery, which is to be sent again
   */
  @POST
  @Path("/{delivery}/retry")
  @Operation(operationId = "retryDelivery", summary = "Retry a stuck delivery")
  public DeliveryView retry(@PathParam("delivery") String delivery) {
    return decided(
        "retryDelivery",
        delivery,
        id -> stuck.retry(tenant.workspaceId(), id),
        "The delivery is %s, so it cannot be tried again");
  }

  /**
   * Records that an uncertain delivery has arrived. It becomes delivered, and nothing is sent.
   *
   * @param delivery the id of the delivery
   * @return the delivery, which is delivered now
   */
  @POST
  @Path("/{delivery}/arrived")
  @Operation(
      operationId = "confirmDelivery",
      summary = "Record that an uncertain delivery has arrived",
      description =
          "For a user who has looked at the destination. Only a delivery in the state `uncertain`"
              + " can be recorded as arrived; for others, the answer is 409.")
  public DeliveryView arrived(@PathParam("delivery") String delivery) {
    return decided(
        "confirmDelivery",
        delivery,
        id -> uncertain.arrived(tenant.workspaceId(), id),
        "The delivery is %s; only an uncertain delivery can be recorded as arrived");
  }

  /** Changes a delivery, and returns false if its state does not allow the change. */
  @FunctionalInterface
  private interface Decision {
    boolean take(String delivery);
  }

  private DeliveryView decided(
      String operation, String delivery, Decision decision, String refusal) {
    DeliveryRow row = lookup.require(delivery);
    MemberVisibility visibility = members.ofRecords(tenant);
    PersonNames names = lookup.names(List.of(row), visibility);
    DeliveryView before = DeliveryView.of(row, exchangePolicy.of(tenant), visibility, names);
    // The read is recorded before the decision: an action that cannot be recorded must not happen.
    if (before.showsPersonalData() || !names.shown().isEmpty()) {
      trail.shownPart(operation, row.profile(), row.id());
    }
    if (!decision.take(row.id())) {
      throw Problems.CONFLICT.problem(refusal.formatted(row.state().wireName()));
    }
    return DeliveryView.of(lookup.require(delivery), exchangePolicy.of(tenant), visibility, names);
  }

  /**
   * Which deliveries to send again; a missing filter accepts all.
   *
   * @param destination the id or key of a destination
   * @param sync the id or key of a sync
   * @param profile the id of a profile
   * @param state a state in which deliveries are stuck
   * @param cause the code of a cause
   * @param field the field that the destination refused
   * @param from only deliveries that came into their state at this time or later; RFC 3339
   * @param until only deliveries that came into their state before this time; RFC 3339
   * @param all true for all stuck deliveries, without any other filter
   */
  @AnyOf({"destination", "sync", "profile", "state", "cause", "field", "from", "until", "all"})
  public record RetryRequest(
      @Nullable String destination,
      @Nullable String sync,
      @Nullable String profile,
      @Nullable String state,
      @Nullable String cause,
      @Nullable String field,
      @Nullable String from,
      @Nullable String until,
      @Nullable Boolean all) {
    boolean choosesNothing() {
      return destination == null
          && sync == null
          && profile == null
          && state == null
          && cause == null
          && field == null
          && from == null
          && until == null;
    }
  }

  /**
   * How many deliveries will be sent again.
   *
   * @param retried how many deliveries; exact, unless {@code approximate} is there
   * @param approximate for callers without the right to personal data, if a sync of the request
   *     takes an audience: the sum of the exact numbers of the other syncs and of the rounded
   *     numbers of {@code listDeliveryCauses}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Retried(long retried, @Nullable Approximate approximate) {}

  /**
   * Sends all stuck deliveries with one cause again, or all stuck deliveries.
   *
   * @return how many deliveries will be sent again
   */
  @POST
  @Path("/retry")
  @Operation(
      operationId = "retryDeliveries",
      summary = "Retry the stuck deliveries that match a filter, or all",
      description =
          "Each delivery is sent in its newest version, if consent allows it at that time. Without"
              + " the right personal-data:read, `profile`, `from` and `until` leave out the"
              + " deliveries of syncs that take an audience, and are refused with 403 together with"
              + " such a `sync`.")
  public Retried retryAll(RetryRequest request) {
    DeliveryFilter filter = filter(request);
    administration.given(request);
    Concerned number = number(filter, chosen -> stuck.retry(tenant.workspaceId(), chosen));
    return new Retried(number.count(), number.approximate());
  }

  /**
   * Counts the deliveries that {@code retryDeliveries} would send again, and changes nothing.
   *
   * @return how many deliveries would be sent again
   */
  @POST
  @Path("/retry/preview")
  @Operation(
      operationId = "previewRetry",
      summary = "How many deliveries a retry would send again; changes nothing")
  public Retried previewRetry(RetryRequest request) {
    Concerned number =
        number(filter(request), chosen -> stuck.retryable(tenant.workspaceId(), chosen));
    return new Retried(number.count(), number.approximate());
  }

  private DeliveryFilter filter(RetryRequest request) {
    if (request.choosesNothing() && !Boolean.TRUE.equals(request.all())) {
      throw Problems.INVALID.problem("Choose a cause, or say all", "/all");
    }
    return filters.of(
        DeliveryFiltersChoiceBuilder.builder(DeliveryFilters.Choice.ALL)
            .destination(request.destination())
            .sync(request.sync())
            .profile(ProfileId.ofNullable(request.profile()))
            .state(request.state())
            .cause(request.cause())
            .field(request.field())
            .from(Times.parse("from", request.from()))
            .until(Times.parse("until", request.until()))
            .build(),
        tenant);
  }

  /**
   * Which uncertain deliveries have arrived; a missing filter accepts all.
   *
   * @param destination the id or key of a destination
   * @param sync the id or key of a sync
   * @param profile the id of a profile
   * @param cause the code of a cause
   * @param from only deliveries that became uncertain at this time or later; RFC 3339
   * @param until only deliveries that became uncertain before this time; RFC 3339
   */
  @AnyOf({"destination", "sync", "profile"})
  public record ArrivedRequest(
      @Nullable String destination,
      @Nullable String sync,
      @Nullable String profile,
      @Nullable String cause,
      @Nullable String from,
      @Nullable String until) {
    boolean choosesNothing() {
      return destination == null && sync == null && profile == null;
    }
  }

  /**
   * How many deliveries are recorded as arrived.
   *
   * @param confirmed how many deliveries; exact, unless {@code approximate} is there
   * @param approximate for callers without the right to personal data, as in {@code
   *     retryDeliveries}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Confirmed(long confirmed, @Nullable Approximate approximate) {}

  /**
   * Records that uncertain deliveries have arrived. They become delivered, and nothing is sent.
   *
   * @return how many deliveries are recorded as arrived
   */
  @POST
  @Path("/arrived")
  @Operation(
      operationId = "confirmDeliveries",
      summary = "Record that the uncertain deliveries that match a filter have arrived",
      description =
          "For a user who has looked at the destination. Only deliveries in the state `uncertain`"
              + " change. Without the right personal-data:read, `profile`, `from` and `until` leave"
              + " out the deliveries of syncs that take an audience, and are refused with 403"
              + " together with such a `sync`.")
  public Confirmed arrivedAll(ArrivedRequest request) {
    DeliveryFilter filter = filter(request);
    administration.given(request);
    Concerned number = number(filter, chosen -> uncertain.arrived(tenant.workspaceId(), chosen));
    return new Confirmed(number.count(), number.approximate());
  }

  /**
   * Counts the deliveries that {@code confirmDeliveries} would record as arrived, and changes
   * nothing.
   *
   * @return how many deliveries would be recorded as arrived
   */
  @POST
  @Path("/arrived/preview")
  @Operation(
      operationId = "previewArrived",
      summary = "How many deliveries would be recorded as arrived; changes nothing")
  public Confirmed previewArrived(ArrivedRequest request) {
    Concerned number =
        number(filter(request), chosen -> uncertain.count(tenant.workspaceId(), chosen));
    return new Confirmed(number.count(), number.approximate());
  }

  private DeliveryFilter filter(ArrivedRequest request) {
    if (request.choosesNothing()) {
      throw Problems.INVALID.problem("Choose a destination, a sync or a profile", "/destination");
    }
    return filters.of(
        DeliveryFiltersChoiceBuilder.builder(DeliveryFilters.Choice.ALL)
            .destination(request.destination())
            .sync(request.sync())
            .profile(ProfileId.ofNullable(request.profile()))
            .state(State.UNCERTAIN.wireName())
            .cause(request.cause())
            .from(Times.parse("from", request.from()))
            .until(Times.parse("until", request.until()))
            .build(),
        tenant);
  }

  /** Counts or changes the deliveries of a filter, and returns how many, by sync. */
  @FunctionalInterface
  private interface Step {
    Map<SyncId, Integer> of(DeliveryFilter filter);
  }

  private record Concerned(long count, @Nullable Approximate approximate) {}

  /** The number that the caller may see of the deliveries that a step concerns. */
  private Concerned number(DeliveryFilter filter, Step step) {
    MemberVisibility visibility = members.ofRecords(tenant);
    if (filter.among() != null || !visibility.concealsAny(filter.sync(), filter.destination())) {
      return new Concerned(
          step.of(filter).values().stream().mapToLong(Integer::intValue).sum(), null);
    }
    // Before the step: a delivery that is pending or delivered has no cause.
    List<Approximate> concealed = concealed(filter, visibility);
    Approximate about = visibility.sum(step.of(filter), concealed);
    return new Concerned(about.number(), about);
  }

  private List<Approximate> concealed(DeliveryFilter filter, MemberVisibility visibility) {
    List<DeliveryCause> causes = deliveries.causes(tenant.workspaceId(), filter.ofSyncs());
    return CauseNumbers.approximate(causes, visibility).entrySet().stream()
        .filter(cause -> filter.finds(cause.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
