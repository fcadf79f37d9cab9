package dev.tributary.identity.store;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Profiles, and the ids of those that were merged into them. */
public interface ProfileStore {
  /** A merged profile, the surviving profile, and the input that joined them. */
  record Merger(ProfileRef loser, ProfileId survivor, long version, Stamp stamp) {}

  /** A locked profile, and the size of its document in bytes. */
  record Locked(Profile profile, int bytes) {}

  /** For each id that ever existed, the surviving profile; unknown ids are absent. */
  Map<ProfileRef, ProfileId> survivors(Collection<ProfileRef> wanted);

  /** The profiles after an id, in order. */
  SortedSet<ProfileRef> next(WorkspaceId workspace, ProfileId after, int limit);

  /** A profile as it is now, without a lock; null if there is no such profile. */
  @Nullable Profile read(ProfileRef key);

  /** Profiles of a workspace or of a replay copy, without their locks. */
  Map<ProfileId, Profile> find(WorkspaceId workspaceOrCopy, Collection<ProfileId> profiles);

  /** The largest of these profiles' ids, including ids that lead to them. */
  ProfileId newest(WorkspaceId workspace, Collection<ProfileId> profiles);

  /**
   * Locks profiles until the transaction ends, and then reads them. A profile that no longer exists
   * is absent.
   */
  Map<ProfileRef, Locked> lock(SortedSet<ProfileRef> wanted);

  /**
   * Writes profiles at a later version; the caller holds their locks.
   *
   * @throws StoreFailure if another transaction changed one of them without a lock: try again
   */
  void save(Collection<Profile> changed);

  /**
   * Removes the merged profiles; ids that led to them lead to the surviving profile from now on.
   *
   * @param mergers each with the surviving profile at the end of the poll
   */
  void merge(List<Merger> mergers);

  /** Deletes profiles and the ids that lead to them; the caller holds their locks. */
  void forget(WorkspaceId workspace, Collection<ProfileId> profiles);
}
