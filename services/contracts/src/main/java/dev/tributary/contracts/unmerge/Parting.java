package dev.tributary.contracts.unmerge;

import dev.tributary.contracts.profile.ProfileState;
import java.util.List;
import java.util.Set;

/**
 * One person, and the two whom an unmerge would make of them.
 *
 * @param version of the person as they are now
 * @param deeds which events are whose; the rest of the person's are the other side's
 */
public record Parting(long version, Side stays, Side leaves, Deeds deeds) {
  /** Stands for the id of who leaves, which is given only when they do. */
  public static final String NEW_PROFILE = "prf_new";

  /**
   * @param aliases ids that were merged and would lead here
   */
  public record Side(ProfileState state, List<String> aliases) {}

  /**
   * The shorter of the two lists.
   *
   * @param ofWhoLeaves whether these go along, or else stay
   */
  public record Deeds(boolean ofWhoLeaves, Set<String> events) {
    public boolean goesAlong(String event) {
      return events.contains(event) == ofWhoLeaves;
    }
  }
}
