package dev.tributary.destinations.desired;

import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.destinations.protocol.StoreFailure;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * Unmerges that are in progress. The two profiles of an unmerge arrive in different partitions, and
 * so do their audiences. Their records are divided when both profiles and their audiences are
 * known: a decision about one profile alone could rename or remove a record of the other one. A
 * part of a transaction.
 */
public interface UnmergeStore {
  /**
   * Starts an unmerge: from now on the two profiles wait for each other. A repeated call has no
   * effect.
   */
  void begin(SortedMap<ProfileRef, PendingUnmerge> begun) throws StoreFailure;

  /** Stores that all memberships are known that follow from these versions of profiles. */
  void decided(SortedMap<ProfileRef, Long> versions) throws StoreFailure;

  /**
   * Assigns ids, and the deliveries of events, to the new profile. Of two unmerges the later one
   * counts, in any order of arrival: the profile that was created later has the larger id. A
   * delivery that is in flight or uncertain keeps its owner.
   */
  void give(List<ProfileMessage.Unmerged> unmerged) throws StoreFailure;

  /** Completes the unmerges whose profiles are both known now. */
  List<PendingUnmerge> complete(Collection<ProfileRef> arrived) throws StoreFailure;
}
