package dev.tributary.runtime.replica;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileRef;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which profile an id belongs to now, within one transaction. The rules:
 *
 * <ul>
 *   <li>A merge is stored as it was published, from the absorbed profile to its survivor. Reads
 *       follow the chain. So merges may arrive in any order and repeatedly, also in transactions
 *       that do not see each other.
 *   <li>An unmerge names each id that it moves. Of two unmerges of an id, the later one counts in
 *       any order of arrival: the profile that was created later has the larger id.
 *   <li>An id that was moved belongs to the survivor of the profile that received it. Ids that were
 *       merged into the moved id before stay where they are.
 *   <li>Data that were stored under an id follow merges only: {@link #survivors} and {@link
 *       #absorbed}. An unmerge names the events that it moves.
 * </ul>
 *
 * <p>Each method handles a batch with one statement.
 */
public interface ProfileReplica {

  /**
   * Waits for other transactions that lock merges of the same profiles. A service that decides
   * about a survivor in the transaction of the merge needs this: the merges of a chain, such as a
   * into b and b into c, arrive in different partitions, and each transaction must see the merges
   * of the other one. Call it before any row is locked. A service that decides again when a merge
   * has been committed does not need it.
   */
  void lock(Collection<Merge> merges) throws SQLException;

  /** Follows merges. A known merge has no effect. */
  void merge(Collection<Merge> merges) throws SQLException;

  /** Follows an unmerge. */
  void unmerge(Collection<UnmergedAlias> aliases) throws SQLException;

  /**
   * The profiles at the end of the chains of merges: the profile itself, unless it was absorbed.
   */
  Map<ProfileRef, ProfileId> survivors(Collection<ProfileRef> profiles) throws SQLException;

  /** The profiles that these ids belong to now: the id itself, unless it was merged or moved. */
  Map<ProfileRef, ProfileId> current(Collection<ProfileRef> ids) throws SQLException;

  /**
   * Each of these profiles with all profiles that it absorbed, directly or through others. This
   * holds for a profile that was absorbed itself, too.
   */
  Map<ProfileRef, List<ProfileId>> absorbed(Collection<ProfileRef> profiles) throws SQLException;

  /**
   * All ids of the profiles that these ids belong to now.
   *
   * @return by current profile, in order of workspace and id; the current id is first
   */
  Map<ProfileRef, List<ProfileId>> ids(Collection<ProfileRef> ids) throws SQLException;
}
