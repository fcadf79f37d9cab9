package dev.tributary.identity.store.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import java.util.Collection;

/**
 * Replaces the data of some profiles by those of the replay. The caller holds the locks of all of
 * them, in the workspace and in the replay copy, and writes the profiles themselves.
 */
public interface Reassignment {
  /**
   * Call it while the ids that led to the profiles still lead to them.
   *
   * @param before the identifiers of the profiles
   * @param after the identifiers of the replay's profiles
   */
  void identifiers(Collection<Identifier> before, Collection<Identifier> after);

  /** Moves all other data to their new profiles. */
  void moveData(Collection<EventId> events);
}
