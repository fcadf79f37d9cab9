package dev.tributary.destinations.postgres.desired;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.desired.CurrentRowsLog;
import dev.tributary.destinations.desired.DesiredLedger;
import dev.tributary.destinations.desired.DesiredRows;
import dev.tributary.destinations.desired.DesiredTransaction;
import dev.tributary.destinations.desired.PendingUnmerge;
import dev.tributary.destinations.desired.PeopleStore;
import dev.tributary.destinations.desired.UnmergeStore;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.postgres.PostgresReconciler;
import dev.tributary.destinations.postgres.PostgresUnmerges;
import dev.tributary.destinations.postgres.RowsLog;
import dev.tributary.destinations.postgres.SyncRuns;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.RunStore;
import dev.tributary.runtime.replica.Merge;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;

/** The stores of the desired state within transactions of their callers. Thread-safe. */
public final class PostgresDesiredTransactions {
  private final PostgresCatalogue catalogue;
  private final PostgresPeople people;
  private final PostgresUnmerges unmerges;
  private final PostgresReconciler reconciler;
  private final PostgresLedger ledger;
  private final SyncRuns runs;
  private final RowsLog rowsLog = new RowsLog();

  public PostgresDesiredTransactions(
      PostgresCatalogue catalogue,
      PostgresPeople people,
      PostgresUnmerges unmerges,
      PostgresReconciler reconciler,
      PostgresLedger ledger,
      SyncRuns runs) {
    this.catalogue = catalogue;
    this.people = people;
    this.unmerges = unmerges;
    this.reconciler = reconciler;
    this.ledger = ledger;
    this.runs = runs;
  }

  /** The open transaction of a connection. */
  public DesiredTransaction of(Connection tx) {
    return new Transaction(tx);
  }

  private interface Query<T> {
    T run() throws SQLException;
  }

  private interface Change {
    void run() throws SQLException;
  }

  private static <T> T found(Query<T> query) throws StoreFailure {
    try {
      return query.run();
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  private static void store(Change change) throws StoreFailure {
    try {
      change.run();
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  private final class Transaction implements DesiredTransaction {
    private final Connection tx;

    Transaction(Connection tx) {
      this.tx = tx;
    }

    @Override
    public Catalogue definitions() throws StoreFailure {
      return found(() -> catalogue.read(tx));
    }

    @Override
    public Catalogue forApplying(Set<WorkspaceId> workspaces) throws StoreFailure {
      return found(() -> catalogue.forApplying(tx, workspaces));
    }

    @Override
    public Catalogue forWalking(WorkspaceId workspace) throws StoreFailure {
      return found(() -> catalogue.forWalking(tx, workspace));
    }

    @Override
    public CurrentRowsLog rowsLog() throws StoreFailure {
      return found(() -> rowsLog.current(tx));
    }

    @Override
    public PeopleStore people() {
      return new People(tx);
    }

    @Override
    public UnmergeStore unmerges() {
      return new Unmerges(tx);
    }

    @Override
    public DesiredLedger ledger() {
      return new Ledger(tx);
    }

    @Override
    public RunStore runs() {
      return new Runs(tx);
    }
  }

  private final class People implements PeopleStore {
    private final Connection tx;

    People(Connection tx) {
      this.tx = tx;
    }

    @Override
    public void lock(List<ProfileMessage.Merged> merges) throws StoreFailure {
      store(() -> new PostgresProfileReplica(tx).lock(all(merges)));
    }

    private static List<Merge> all(List<ProfileMessage.Merged> merges) {
      return merges.stream().flatMap(each -> Merge.of(each).stream()).toList();
    }

    @Override
    public Kept keep(SortedMap<ProfileRef, ProfileState> states) throws StoreFailure {
      return found(() -> people.keep(tx, states));
    }

    @Override
    public void merge(List<ProfileMessage.Merged> merges) throws StoreFailure {
      store(() -> people.merge(tx, all(merges)));
    }

    @Override
    public void keepMemberships(Collection<MembershipChange> changes) throws StoreFailure {
      store(() -> people.keepMemberships(tx, changes));
    }

    @Override
    public List<ProfileState> reassignIdentifiers(Collection<ProfileRef> of) throws StoreFailure {
      return found(() -> people.reassignIdentifiers(tx, of));
    }

    @Override
    public List<ProfileRef> after(WorkspaceId workspace, String place, int limit)
        throws StoreFailure {
      return found(() -> people.after(tx, workspace, place, limit));
    }

    @Override
    public List<ProfileRef> after(
        WorkspaceId workspace, AudienceId audience, String place, int limit) throws StoreFailure {
      return found(() -> people.after(tx, workspace, audience, place, limit));
    }
  }

  private final class Unmerges implements UnmergeStore {
    private final Connection tx;

    Unmerges(Connection tx) {
      this.tx = tx;
    }

    @Override
    public void begin(SortedMap<ProfileRef, PendingUnmerge> begun) throws StoreFailure {
      store(() -> unmerges.begin(tx, begun));
    }

    @Override
    public void decided(SortedMap<ProfileRef, Long> versions) throws StoreFailure {
      store(() -> unmerges.decided(tx, versions));
    }

    @Override
    public void give(List<ProfileMessage.Unmerged> unmerged) throws StoreFailure {
      store(() -> unmerges.give(tx, unmerged));
    }

    @Override
    public List<PendingUnmerge> complete(Collection<ProfileRef> arrived) throws StoreFailure {
      return found(() -> unmerges.complete(tx, arrived));
    }
  }

  private final class Ledger implements DesiredLedger {
    private final Connection tx;

    Ledger(Connection tx) {
      this.tx = tx;
    }

    @Override
    public int people(
        Map<ProfileRef, DesiredRecord.Origin> touched,
        List<PendingUnmerge> complete,
        Function<WorkspaceId, List<Catalogue.Sync>> syncsOf,
        Priority lane)
        throws StoreFailure {
      return found(() -> reconciler.people(tx, touched, complete, syncsOf, lane));
    }

    @Override
    public int rows(List<DesiredRows> desired) throws StoreFailure {
      return found(() -> reconciler.rows(tx, desired));
    }

    @Override
    public int events(List<EventDelivery> events, Priority priority) throws StoreFailure {
      return found(() -> ledger.append(tx, events, priority));
    }

    @Override
    public void reconsider(Collection<ProfileState> answered) throws StoreFailure {
      store(() -> ledger.reconsider(tx, answered));
    }
  }

  private final class Runs implements RunStore {
    private final Connection tx;

    Runs(Connection tx) {
      this.tx = tx;
    }

    @Override
    public List<Catalogue.Sync> missing(Catalogue definitions) throws StoreFailure {
      return found(() -> runs.missing(tx, definitions));
    }

    @Override
    public void begin(List<Catalogue.Sync> missing) throws StoreFailure {
      store(() -> runs.begin(tx, missing));
    }

    @Override
    public Optional<Run> next() throws StoreFailure {
      return found(() -> runs.next(tx));
    }

    @Override
    public void advance(Run run, Step step) throws StoreFailure {
      store(() -> runs.advance(tx, run, step));
    }

    @Override
    public void postpone(Run run, String words, Duration wait) throws StoreFailure {
      store(() -> runs.postpone(tx, run, words, wait));
    }

    @Override
    public void end(Run run, String state) throws StoreFailure {
      store(() -> runs.end(tx, run, state));
    }

    @Override
    public void fail(Run run, String words) throws StoreFailure {
      store(() -> runs.fail(tx, run, words));
    }
  }
}
