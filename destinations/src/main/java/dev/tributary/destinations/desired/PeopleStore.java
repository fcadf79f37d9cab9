package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.protocol.StoreFailure;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * The copies of people that the desired state depends on: the highest version of each person, and
 * the memberships of audiences. A part of a transaction.
 */
public interface PeopleStore {
  /**
   * The changes that the states of a poll caused.
   *
   * @param newer people whose state is new
   * @param answered those of them whose consent changed
   */
  record Kept(Set<ProfileRef> newer, Set<ProfileRef> answered) {}

  /** Locks the people of merges, before anything else is locked. */
  void lock(List<ProfileMessage.Merged> merges) throws StoreFailure;

  /**
   * Stores the newer states. The late state of a profile that was merged in the meantime has no
   * effect.
   *
   * @param states the newest of the poll, by person
   */
  Kept keep(SortedMap<ProfileRef, ProfileState> states) throws StoreFailure;

  /** Follows merges, and deletes the copies of the absorbed profiles. */
  void merge(List<ProfileMessage.Merged> merges) throws StoreFailure;

  /** Highest sequence wins. */
  void keepMemberships(Collection<MembershipChange> changes) throws StoreFailure;

  /** Assigns the identifiers of these people to them again, and returns their states. */
  List<ProfileState> reassignIdentifiers(Collection<ProfileRef> people) throws StoreFailure;

  /** The next people of a backfill, in order of their ids. */
  List<ProfileRef> after(WorkspaceId workspace, String place, int limit) throws StoreFailure;

  /** The next people of a backfill of an audience: those who are or were members. */
  List<ProfileRef> after(WorkspaceId workspace, AudienceId audience, String place, int limit)
      throws StoreFailure;
}
