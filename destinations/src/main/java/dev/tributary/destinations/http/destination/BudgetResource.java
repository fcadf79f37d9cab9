package dev.tributary.destinations.http.destination;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.binding.StoredConnectors;
import dev.tributary.destinations.http.visibility.MemberVisibilityPolicy;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.limit.AccountUse;
import dev.tributary.destinations.limit.BudgetOverview;
import dev.tributary.destinations.pacing.UseStore;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The limits of the account of a destination, and who uses them. */
@Path("/api/v1/workspaces/{workspace}/destinations/{destination}/budgets")
@RunOnVirtualThread
@Tag(name = "Destinations")
public class BudgetResource {
  private static final System.Logger LOG = System.getLogger(BudgetResource.class.getName());

  private final DefinitionStore<DestinationSpec> store;
  private final DefinitionStore<SyncSpec> syncs;
  private final StoredConnectors connectors;
  private final BatchSender sender;
  private final BudgetOverview overview;
  private final MemberVisibilityPolicy members;
  private final Tenant tenant;

  public BudgetResource(
      DefinitionStore<DestinationSpec> store,
      DefinitionStore<SyncSpec> syncs,
      StoredConnectors connectors,
      BatchSender sender,
      BudgetOverview overview,
      MemberVisibilityPolicy members,
      Tenant tenant) {
    this.store = store;
    this.syncs = syncs;
    this.connectors = connectors;
    this.sender = sender;
    this.overview = overview;
    this.members = members;
    this.tenant = tenant;
  }

  /**
   * @return the limits, with what is used and left of each
   */
  @GET
  @Operation(
      operationId = "readDestinationBudgets",
      summary = "The limits of the account of a destination, what is left, and who used them",
      description =
          "Of limits that records, bytes, costs or requests have in a time, and of connections at"
              + " the same time. Several destinations can share an account. Other workspaces are"
              + " one sum without names. Without the right personal-data:read, the numbers of"
              + " syncs that take or took an audience are rounded, and what would reveal them is"
              + " left out.")
  public DestinationBudgetsView budgets(@PathParam("destination") String destination) {
    StoredDefinition<DestinationSpec> stored = store.require(tenant.workspaceId(), destination);
    DestinationId id = new DestinationId(stored.id());
    List<StoredDefinition<SyncSpec>> readable = syncs.readable(tenant.workspaceId());
    Map<SyncId, String> names =
        readable.stream()
            .collect(Collectors.toMap(each -> new SyncId(each.id()), StoredDefinition::name));
    Map<DestinationId, String> destinations =
        store.readable(tenant.workspaceId()).stream()
            .collect(
                Collectors.toMap(each -> new DestinationId(each.id()), StoredDefinition::name));
    TreeSet<String> objects =
        readable.stream()
            .map(StoredDefinition::spec)
            .filter(each -> each.destination().equals(id))
            .map(SyncSpec::object)
            .collect(Collectors.toCollection(TreeSet::new));
    return new ShownBudgets(id, destinations, names, members.ofRecords(tenant))
        .of(use(StoredConnectors.destination(connectors, tenant.workspaceId(), stored), objects));
  }

  private AccountUse use(Catalogue.Destination destination, TreeSet<String> objects) {
    AccountBudgets account;
    try {
      account = sender.accountBudgets(destination);
    } catch (RuntimeException e) {
      // Deliveries report it. The page asks again and again.
      LOG.log(Level.DEBUG, "The account of {0} is not known: {1}", destination.id(), e.toString());
      return overview.unknown(AccountBudgets.of(destination), objects);
    }
    try {
      return overview.of(tenant.workspaceId(), account, objects);
    } catch (UseStore.UnavailableStore e) {
      throw Problems.UNAVAILABLE.problem(String.valueOf(e.getMessage()));
    }
  }
}
