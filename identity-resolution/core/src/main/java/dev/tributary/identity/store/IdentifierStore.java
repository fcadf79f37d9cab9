package dev.tributary.identity.store;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;

/** The profile to which each identifier leads. */
public interface IdentifierStore {
  /** Reads without a lock: the caller checks the result after it has locked the profiles. */
  Map<WorkspaceIdentifier, ProfileId> locate(Collection<WorkspaceIdentifier> wanted);

  /**
   * Inserts new identifiers, in order. Waits for another transaction that inserts the same one.
   *
   * @param absent identifiers that must still lead to no profile: they are inserted too and deleted
   *     at once, so that other transactions that insert them wait for the end of this one
   * @return false if another transaction has inserted one of them
   */
  boolean insert(
      SortedMap<WorkspaceIdentifier, ProfileId> fresh, SortedSet<WorkspaceIdentifier> absent);

  /**
   * An identifier that moves to another profile, for example after a merge.
   *
   * @param from the former profile
   * @param to the new profile
   */
  record Move(WorkspaceIdentifier named, ProfileId from, ProfileId to) {}

  /**
   * Lets identifiers lead to another profile; the caller holds the locks of both. Several profiles
   * may have a shared identifier, but it leads to one of them: it moves only if it leads to the
   * former profile.
   */
  void move(List<Move> moved);
}
