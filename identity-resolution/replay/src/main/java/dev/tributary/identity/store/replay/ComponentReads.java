package dev.tributary.identity.store.replay;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.replay.ProfilePart;
import dev.tributary.identity.replay.ReplayCopy;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which profiles of a workspace and of its replay copy are connected. */
public interface ComponentReads {
  /**
   * One event of a profile.
   *
   * @param action whether it reports an action of the person
   * @param command whether it is a command of a user
   * @param ending in the replay copy: the reason if it was quarantined, otherwise the outcome; null
   *     if the replay copy does not have it
   * @param person of the replay; {@link ProfilePart#NOBODY} if the event belongs to no profile
   *     there
   * @param listed whether the replay should have processed it by now
   */
  record EventOf(
      ProfileId profile,
      EventId event,
      boolean action,
      boolean command,
      @Nullable String ending,
      ProfileId person,
      boolean listed) {}

  /** The profiles of the other side that share an event, a row or an answer with these. */
  Set<ProfileId> sharingInputs(
      WorkspaceId workspaceOrCopy, String other, Collection<ProfileId> profiles);

  /** Receives the profile to which an identifier leads. */
  interface LeadsTo {
    void leads(Identifier identifier, ProfileId profile);
  }

  /** Passes on the profiles to which these identifiers lead. */
  void owners(WorkspaceId workspaceOrCopy, Collection<Identifier> identifiers, LeadsTo receiver);

  /**
   * Passes on all events of some profiles of the workspace, with the profile in the replay copy.
   *
   * @return how many, at most one more than the limit
   */
  int events(
      ReplayCopy copy, Collection<ProfileId> profiles, int limit, Consumer<EventOf> receiver);

  /**
   * Whether these profiles of the replay have an event that belongs to no profile in the workspace.
   */
  boolean moreEvents(ReplayCopy copy, Collection<ProfileId> persons);

  /** Whether these profiles have a row that the replay has not read in this version. */
  boolean unreadRows(ReplayCopy copy, Collection<ProfileId> profiles);

  /**
   * Whether these profiles of the replay have a row that the workspace does not have in this
   * version.
   */
  boolean moreRows(ReplayCopy copy, Collection<ProfileId> persons);
}
