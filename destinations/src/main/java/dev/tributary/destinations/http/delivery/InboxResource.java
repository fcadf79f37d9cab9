package dev.tributary.destinations.http.delivery;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.deliveries.DeliveryCause;
import dev.tributary.destinations.deliveries.DeliveryLog;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.http.visibility.ExchangeVisibility;
import dev.tributary.destinations.http.visibility.ExchangeVisibilityPolicy;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.http.visibility.PersonNames;
import dev.tributary.destinations.inbox.DriftGroup;
import dev.tributary.destinations.inbox.InboxKind;
import dev.tributary.destinations.inbox.InboxStore;
import dev.tributary.destinations.inbox.WaitingGroup;
import dev.tributary.destinations.inbox.WaitingGroups;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.person.PersonTraits;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.VisibilityPolicy;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The inbox: what waits for decisions of users, over all destinations and syncs. */
@Path("/api/v1/workspaces/{workspace}/inbox")
@RunOnVirtualThread
@Tag(name = "Deliveries")
public class InboxResource {
  private final InboxStore inbox;
  private final DeliveryLog deliveries;
  private final ExchangeVisibilityPolicy exchangePolicy;
  private final MemberVisibilityPolicy members;
  private final DeliveryLookup lookup;
  private final ReadTrail trail;
  private final Tenant tenant;

  public InboxResource(
      InboxStore inbox,
      DeliveryLog deliveries,
      ExchangeVisibilityPolicy exchangePolicy,
      MemberVisibilityPolicy members,
      VisibilityPolicy visibilityPolicy,
      PersonTraits people,
      ReadTrail trail,
      Tenant tenant) {
    this.inbox = inbox;
    this.deliveries = deliveries;
    this.exchangePolicy = exchangePolicy;
    this.members = members;
    this.lookup = new DeliveryLookup(deliveries, people, visibilityPolicy, tenant);
    this.trail = trail;
    this.tenant = tenant;
  }

  /**
   * @return the groups that wait for decisions
   */
  @GET
  @Operation(
      operationId = "readInbox",
      summary = "What waits for decisions: uncertain and refused deliveries, and drift",
      description =
          "At most 100 groups of each kind, from the deliveries of the newest 10,000 records of"
              + " each kind. A group is absent when its deliveries have arrived, are sent again or"
              + " have new content. Deliveries of deleted syncs are left out. Names and numbers are"
              + " masked and rounded as in `listDeliveries` and `listDeliveryCauses`.")
  public InboxView read() {
    WorkspaceId workspace = tenant.workspaceId();
    Instant asOf = inbox.now(workspace);
    WaitingGroups<WaitingGroup> uncertain = inbox.deliveries(workspace, InboxKind.UNCERTAIN);
    WaitingGroups<WaitingGroup> refused = inbox.deliveries(workspace, InboxKind.REFUSED);
    WaitingGroups<DriftGroup> drift = inbox.drifts(workspace);
    Samples shown = shown(List.of(first(uncertain), first(refused)));
    List<InboxView.GroupView> uncertainViews = shown.views(uncertain);
    List<InboxView.GroupView> refusedViews = shown.views(refused);
    leaveEntries(
        shown.names(), Stream.concat(uncertainViews.stream(), refusedViews.stream()).toList());
    List<String> incomplete = new ArrayList<>();
    addIf(incomplete, "uncertain", isCut(uncertain));
    addIf(incomplete, "refused", isCut(refused));
    addIf(incomplete, "drift", drift.more());
    return new InboxView(
        asOf,
        uncertainViews,
        refusedViews,
        drift.groups().stream().flatMap(each -> view(each, shown.members()).stream()).toList(),
        incomplete);
  }

  private static List<WaitingGroup> first(WaitingGroups<WaitingGroup> groups) {
    return groups.groups().stream().limit(InboxStore.MOST).toList();
  }

  private static boolean isCut(WaitingGroups<WaitingGroup> groups) {
    return groups.more() || groups.groups().size() > InboxStore.MOST;
  }

  private static void addIf(List<String> names, String name, boolean condition) {
    if (condition) {
      names.add(name);
    }
  }

  /** Reads an example of each group, and the people of these deliveries. */
  private Samples shown(List<List<WaitingGroup>> groups) {
    List<String> ids = groups.stream().flatMap(List::stream).map(WaitingGroup::newest).toList();
    List<DeliveryRow> rows = ids.isEmpty() ? List.of() : deliveries.find(tenant.workspaceId(), ids);
    Map<String, DeliveryRow> samples = new HashMap<>();
    rows.forEach(row -> samples.put(row.id(), row));
    MemberVisibility visibility = members.ofRecords(tenant);
    return new Samples(
        samples, exchangePolicy.of(tenant), visibility, lookup.names(rows, visibility));
  }

  /** The samples of one answer, and what it may show. */
  private record Samples(
      Map<String, DeliveryRow> samples,
      ExchangeVisibility exchanges,
      MemberVisibility members,
      PersonNames names) {

    List<InboxView.GroupView> views(WaitingGroups<WaitingGroup> groups) {
      List<DeliveryCause> causes = groups.groups().stream().map(WaitingGroup::cause).toList();
      Map<DeliveryCause, Approximate> numbers = CauseNumbers.approximate(causes, members);
      return first(groups).stream().map(each -> view(each, numbers.get(each.cause()))).toList();
    }

    private InboxView.GroupView view(WaitingGroup group, @Nullable Approximate about) {
      DeliveryCause cause = group.cause();
      DeliveryRow sample = samples.get(group.newest());
      return InboxViewGroupViewBuilder.builder()
          .destination(cause.destination())
          .sync(cause.sync())
          .state(cause.state())
          .cause(cause.reason())
          .field(cause.field())
          .words(
              exchanges
                  .words(
                      State.named(cause.state()), cause.destination(), cause.sync(), cause.oldest())
                  .text(cause.example()))
          .count(about == null ? cause.count() : about.number())
          .atLeast(group.atLeast())
          .approximate(about)
          .since(group.atLeast() ? null : cause.oldest())
          .newest(group.atLeast() ? null : cause.newest())
          .sample(
              sample == null || !belongs(sample, cause)
                  ? null
                  : DeliveryView.of(sample, exchanges, members, names))
          .build();
    }

    private static boolean belongs(DeliveryRow sample, DeliveryCause cause) {
      return sample.sync().equals(cause.sync()) && sample.state().wireName().equals(cause.state());
    }
  }

  private static List<InboxView.DriftView> view(DriftGroup group, MemberVisibility visibility) {
    long missing = visibility.number(group.sync(), group.drift().missing());
    long different = visibility.number(group.sync(), group.drift().different());
    return missing + different == 0
        ? List.of()
        : List.of(
            new InboxView.DriftView(
                group.destination(),
                group.sync(),
                group.drift().reconciliation(),
                missing,
                different,
                visibility.conceals(group.sync()),
                group.drift().at()));
  }

  /** The words of a vendor can be about many people, so the entry for them names none. */
  private void leaveEntries(PersonNames names, List<InboxView.GroupView> groups) {
    List<@Nullable ProfileId> profiles = new ArrayList<>(names.shown());
    for (InboxView.GroupView group : groups) {
      DeliveryView sample = group.sample();
      if (sample != null && sample.showsPersonalData()) {
        profiles.add(sample.profile());
      }
      if (MaskedValue.isShown(group.words())) {
        profiles.add(null);
      }
    }
    trail.shown("readInbox", profiles);
  }
}
