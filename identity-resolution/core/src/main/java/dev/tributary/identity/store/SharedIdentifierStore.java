package dev.tributary.identity.store;

import dev.tributary.identity.resolution.WorkspaceIdentifier;
import java.time.Instant;
import java.util.Collection;

/** Values that were seen beside several profiles or devices. */
public interface SharedIdentifierStore {
  /**
   * An identifier that was seen beside another profile.
   *
   * @param beside the other's profile, or the hash of an identifier without a profile
   * @param enough with more of them the identifier is suspected to be shared
   */
  record SharedIdentifierEvidence(
      WorkspaceIdentifier identifier, String beside, int enough, Instant at) {}

  /** Adds sightings, and decides which identifiers are suspected to be shared. */
  void keep(Collection<SharedIdentifierEvidence> sightings);
}
