package dev.tributary.destinations.http.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryFilterBuilder;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks which deliveries a request chooses. Thread-safe. */
final class DeliveryFilters {
  private final DefinitionStore<DestinationSpec> destinations;
  private final DefinitionStore<SyncSpec> syncs;
  private final MemberVisibilityPolicy members;

  DeliveryFilters(
      DefinitionStore<DestinationSpec> destinations,
      DefinitionStore<SyncSpec> syncs,
      MemberVisibilityPolicy members) {
    this.destinations = destinations;
    this.syncs = syncs;
    this.members = members;
  }

  /**
   * The filters of a request. Destinations and syncs are named by id or key, as in all routes.
   *
   * @param from only deliveries whose last change is not before this time
   * @param until only deliveries whose last change is before this time
   */
  @RecordBuilder
  record Choice(
      @Nullable String destination,
      @Nullable String sync,
      @Nullable ProfileId profile,
      @Nullable String state,
      @Nullable String cause,
      @Nullable String field,
      @Nullable String event,
      @Nullable Instant from,
      @Nullable Instant until) {
    /** Chooses every delivery. */
    static final Choice ALL =
        DeliveryFiltersChoiceBuilder.builder()
            .destination(null)
            .sync(null)
            .profile(null)
            .state(null)
            .cause(null)
            .field(null)
            .event(null)
            .from(null)
            .until(null)
            .build();

    /**
     * Whether the numbers of this choice could name one person: those of an audience are hidden.
     */
    private boolean revealing() {
      return profile != null || event != null || from != null || until != null;
    }
  }

  /**
   * @throws dev.tributary.runtime.problem.Problem 404 for an unknown destination or sync, 400 for
   *     an unknown state, 403 if the choice could name a person whom the caller may not see
   */
  DeliveryFilter of(Choice choice, Tenant tenant) {
    WorkspaceId workspace = tenant.workspaceId();
    SyncId sync = SyncId.ofNullable(syncs.idOf(workspace, choice.sync()));
    List<SyncId> among = null;
    if (choice.revealing()) {
      MemberVisibility visibility = members.ofRecords(tenant);
      visibility.requireVisible(sync);
      among = visibility.visibleSyncs();
    }
    return DeliveryFilterBuilder.builder()
        .destination(DestinationId.ofNullable(destinations.idOf(workspace, choice.destination())))
        .sync(sync)
        .profile(choice.profile())
        .state(known(choice.state()))
        .reason(choice.cause())
        .field(choice.field())
        .event(choice.event())
        .from(choice.from())
        .until(choice.until())
        .among(among)
        .build();
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
}
