package dev.tributary.contracts.unmerge;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileState;
import java.util.List;
import java.util.Set;

/**
 * One profile, and the two profiles that an unmerge would make of it.
 *
 * @param version of the profile now
 * @param deeds which events belong to which of the two; all other events belong to the other side
 */
public record UnmergePlan(long version, Side stays, Side leaves, DividedEvents deeds) {
  /** A placeholder for the id of the new profile, which only the unmerge creates. */
  public static final ProfileId NEW_PROFILE = new ProfileId("prf_new");

  /**
   * @param aliases ids that were merged and would lead to this profile
   */
  public record Side(ProfileState state, List<ProfileId> aliases) {}

  /**
   * The shorter of the two lists of events.
   *
   * @param ofWhoLeaves whether these events go to the new profile; if not, they stay
   */
  public record DividedEvents(boolean ofWhoLeaves, Set<EventId> events) {
    public boolean goesAlong(EventId event) {
      return events.contains(event) == ofWhoLeaves;
    }
  }
}
