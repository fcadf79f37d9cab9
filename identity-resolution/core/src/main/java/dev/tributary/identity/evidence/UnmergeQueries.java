package dev.tributary.identity.evidence;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.unmerge.UnmergePlan.DividedEvents;
import dev.tributary.identity.profile.Unmerge;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Previews of unmerges, and unmerges that were done. Thread-safe. */
public interface UnmergeQueries {
  /**
   * The part of a profile's data that an unmerge would move to the other profile.
   *
   * @param aliases the ids that would lead to the other profile
   */
  record Share(List<ProfileId> aliases, Counted events, Counted rows) {
    /** Whether the profile has too many events for an unmerge. */
    public boolean tooMany() {
      return events.all() > Unmerge.MOST_EVENTS;
    }
  }

  /**
   * @param all of the profile; if there are too many, not all are counted
   */
  record Counted(long leaving, long all) {
    public long staying() {
      return all - leaving;
    }
  }

  Share share(WorkspaceId workspace, ProfileId profile, Set<Identifier> leaving);

  /**
   * The events with actions of the person, divided between the two profiles.
   *
   * @param aliases the ids that would lead to the new profile
   */
  DividedEvents deeds(
      WorkspaceId workspace,
      ProfileId profile,
      Set<Identifier> leaving,
      Collection<ProfileId> aliases);

  /** The unmerges that made a profile or took data from it, newest first. */
  List<Unmerge> of(WorkspaceId workspace, ProfileId profile, int limit);
}
