package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.EventDelivery;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Brings the ledger to the desired state, for people, rows and events. A part of a transaction. */
public interface DesiredLedger {
  /**
   * Leaves out a person whose unmerge is incomplete: both profiles are decided once both are known.
   *
   * @param touched the people, each with the cause of the change
   * @param unmerges complete unmerges, whose profiles are both in {@code touched}. Records of the
   *     one profile with the match value of the other one change their owner first
   * @param syncsOf the syncs of people, by workspace
   * @return how many records have something new to deliver
   */
  int people(
      Map<ProfileRef, DesiredRecord.Origin> touched,
      List<PendingUnmerge> unmerges,
      Function<WorkspaceId, List<Sync>> syncsOf,
      Priority lane)
      throws StoreFailure;

  /**
   * A change of a row that the log contains twice has no second effect.
   *
   * @return how many records have something new to deliver
   */
  int rows(List<DesiredRows> desired) throws StoreFailure;

  /**
   * Adds events that the ledger does not have.
   *
   * @return how many
   */
  int events(List<EventDelivery> events, Priority priority) throws StoreFailure;

  /**
   * Checks the withheld records of these people again, because their consent changed. Events are
   * not checked again.
   */
  void reconsider(Collection<ProfileState> answered) throws StoreFailure;
}
