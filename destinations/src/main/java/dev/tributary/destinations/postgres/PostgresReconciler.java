package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.desired.DesiredProfiles;
import dev.tributary.destinations.desired.DesiredRows;
import dev.tributary.destinations.desired.KnownProfile;
import dev.tributary.destinations.desired.PendingUnmerge;
import dev.tributary.destinations.desired.RowOrder;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.postgres.PostgresLedger.Owner;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Brings the ledger to the desired state, for people and for rows: it loads and locks, decides,
 * writes. Both the loop and the backfills use it. The transaction that holds a person's lock
 * decides about the person.
 */
public final class PostgresReconciler {
  private final PostgresPeople people;
  private final PostgresLedger ledger;
  private final PostgresUnmerges pendingUnmerges;
  private final WorkspaceTypes<DeclaredTypes> types;
  private final BiPredicate<WorkspaceId, String> unknownAllows;

  /**
   * @param unknownAllows of a workspace and a purpose, whether no answer counts as a grant
   */
  public PostgresReconciler(
      PostgresPeople people,
      PostgresLedger ledger,
      PostgresUnmerges pendingUnmerges,
      WorkspaceTypes<DeclaredTypes> types,
      BiPredicate<WorkspaceId, String> unknownAllows) {
    this.people = people;
    this.ledger = ledger;
    this.pendingUnmerges = pendingUnmerges;
    this.types = types;
    this.unknownAllows = unknownAllows;
  }

  /**
   * Leaves out a person whose unmerge is incomplete: both profiles are decided once both are known.
   *
   * @param touched the people, each with the cause of the change
   * @param unmerges complete unmerges, whose profiles are both in {@code touched}. Records of the
   *     one profile with the match value of the other one change their owner first
   * @param syncsOf the syncs of people, by workspace
   * @return how many records have something new to deliver
   */
  public int people(
      Connection tx,
      Map<ProfileRef, DesiredRecord.Origin> touched,
      List<PendingUnmerge> unmerges,
      Function<WorkspaceId, List<Sync>> syncsOf,
      Priority lane)
      throws SQLException {
    Map<ProfileRef, DesiredRecord.Origin> concerned = new HashMap<>(touched);
    concerned.keySet().removeIf(who -> syncsOf.apply(who.workspace()).isEmpty());
    if (concerned.isEmpty()) {
      return 0;
    }
    Map<ProfileRef, List<ProfileId>> ids = new PostgresProfileReplica(tx).ids(concerned.keySet());
    leaveOutWhoWaits(tx, ids);
    Map<ProfileRef, KnownProfile> known = people.load(tx, ids.keySet());
    Map<ProfileRef, DesiredProfiles> desired = new LinkedHashMap<>();
    List<RecordKey> keys = new ArrayList<>();
    List<Owner> owners = new ArrayList<>();
    known.forEach((who, person) -> {
      List<ProfileId> allIds = Objects.requireNonNull(ids.get(who));
      DesiredProfiles mine =
          new DesiredProfiles(
              person,
              allIds,
              syncsOf.apply(who.workspace()),
              types.of(who.workspace()),
              purpose -> unknownAllows.test(who.workspace(), purpose),
              lane,
              origin(concerned, who, allIds));
      desired.put(who, mine);
      keys.addAll(mine.keys());
      allIds.forEach(id -> owners.add(new Owner(who.workspace(), id.value())));
    });
    LedgerBatch batch = ledger.open(tx, keys, owners);
    unmerges.forEach(each -> give(each, desired, batch));
    desired.values().forEach(each -> each.apply(batch));
    ledger.write(tx, batch);
    return batch.inserted().size() + batch.updated().size();
  }

  private void leaveOutWhoWaits(Connection tx, Map<ProfileRef, List<ProfileId>> ids)
      throws SQLException {
    List<ProfileRef> all = new ArrayList<>();
    ids.forEach((who, each) -> each.forEach(id -> all.add(new ProfileRef(who.workspace(), id))));
    for (PendingUnmerge waiting : pendingUnmerges.waiting(tx, all)) {
      ids.entrySet()
          .removeIf(person ->
              person.getKey().workspace().equals(waiting.workspace())
                  && (person.getValue().contains(waiting.profile())
                      || person.getValue().contains(waiting.from())));
    }
  }

  private static void give(
      PendingUnmerge unmerges, Map<ProfileRef, DesiredProfiles> desired, LedgerBatch batch) {
    DesiredProfiles left = null;
    DesiredProfiles stayed = null;
    for (Map.Entry<ProfileRef, DesiredProfiles> each : desired.entrySet()) {
      if (each.getKey().workspace().equals(unmerges.workspace())) {
        left = each.getValue().ids().contains(unmerges.profile()) ? each.getValue() : left;
        stayed = each.getValue().ids().contains(unmerges.from()) ? each.getValue() : stayed;
      }
    }
    if (left != null && stayed != null && !left.equals(stayed)) {
      left.takeFrom(stayed, batch);
    }
  }

  private static DesiredRecord.Origin origin(
      Map<ProfileRef, DesiredRecord.Origin> concerned, ProfileRef who, List<ProfileId> allIds) {
    return allIds.stream()
        .map(id -> concerned.get(new ProfileRef(who.workspace(), id)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /** A change of a row that the log contains twice has no second effect. */
  public int rows(Connection tx, List<DesiredRows> desired) throws SQLException {
    if (desired.isEmpty()) {
      return 0;
    }
    List<RecordKey> keys = new ArrayList<>();
    Set<RowOrder.Row> rows = new HashSet<>();
    for (DesiredRows row : desired) {
      row.key().ifPresent(keys::add);
      rows.add(RowOrder.Row.of(row));
    }
    List<Owner> owners = rows.stream().map(row -> new Owner(row.workspace(), row.owner())).toList();
    LedgerBatch batch = ledger.open(tx, keys, owners);
    RowOrder order = SeenRows.lock(tx, rows);
    desired.stream().filter(order::admits).forEach(row -> row.apply(batch));
    ledger.write(tx, batch);
    SeenRows.keep(tx, order.changed());
    return batch.inserted().size() + batch.updated().size();
  }
}
