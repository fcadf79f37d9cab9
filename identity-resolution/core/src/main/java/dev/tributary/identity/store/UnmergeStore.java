package dev.tributary.identity.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.UnmergeResult.Cut;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Moves the data of some identifiers of a profile to another profile. The caller holds the
 * profile's lock.
 */
public interface UnmergeStore {
  /**
   * The two profiles of an unmerge.
   *
   * @param from the profile that is divided
   * @param into the profile that gets the identifiers
   */
  record Parties(WorkspaceId workspace, ProfileId from, ProfileId into) {}

  /** Which command caused it, who sent the command, and when. */
  record CommandCause(String cause, String actor, Instant at) {}

  /** The merged ids whose profiles had only these identifiers; sorted. */
  List<ProfileId> aliasesToMove(WorkspaceId workspace, ProfileId profile, Set<Identifier> leaving);

  /**
   * Whether a profile has too many events for an unmerge. All of them move in one transaction, and
   * other transactions wait for it.
   */
  boolean tooMany(WorkspaceId workspace, ProfileId profile);

  /** Lets these ids lead to the new profile. */
  void redirect(Parties parties, List<ProfileId> aliases);

  /**
   * Moves events, rows and answers to the new profile, with all those of the ids that go along.
   * Call it before {@link #redirect}.
   *
   * @return the ids of the events that report an action of the person
   */
  List<EventId> move(Parties parties, Set<Identifier> leaving, List<ProfileId> aliases);

  /** Deletes the evidence, and stores cuts so that it never joins the two again. */
  void cut(WorkspaceId workspace, List<Cut> cuts, CommandCause by);

  /**
   * Settles the conflicts between the two profiles: the unmerge has decided that they are two. Call
   * it after {@link #redirect}.
   */
  void settle(Parties parties, CommandCause by);

  /** Records the unmerge. */
  void note(Parties parties, Set<Identifier> leaving, CommandCause by);
}
