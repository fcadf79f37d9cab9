package dev.tributary.identity.store.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.replay.ReplayCopy;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of a rebuild, for each profile that it has processed. */
public interface RebuildStore {
  /** The result for one profile. */
  enum Ending {
    /** The profile now equals that of the replay. */
    CHANGED,
    /** The log has deleted some of its inputs, or the replay could not process them. */
    PARTLY,
    /** Its connected component has too many profiles, or too many events. */
    TOO_LARGE,
    /** The replay lacks an input of the profile, or has one more: the replay must read further. */
    INCOMPLETE,
    /** The command was full: another command must contain the profile. */
    WAITING;

    /** The stored name. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Records the result of some profiles; it replaces an earlier result. */
  void ended(ReplayCopy copy, Collection<ProfileId> profiles, Ending ending);

  /** Those of the profiles that a command has left for another command. */
  List<ProfileId> waiting(ReplayCopy copy, Collection<ProfileId> profiles);

  /**
   * Removes the mark of waiting profiles that a command processes now, even if they no longer
   * exist.
   */
  void waitNoMore(ReplayCopy copy, Collection<ProfileId> profiles);

  /**
   * Records which profiles a command has changed, for the job to which the replay copy belongs. The
   * record outlives the replay copy.
   */
  void changed(ReplayCopy copy, Collection<ProfileId> profiles, String command);

  /** How many profiles a job has changed, in all its attempts. */
  long people(WorkspaceId workspace, String job);

  /**
   * The changes by a job, in all its attempts.
   *
   * @param people profiles whose identifiers or history changed
   * @param joined how many profiles were merged into another
   * @param parted how many profiles unmerges created
   */
  record Changes(long people, long joined, long parted) {}

  Changes changes(WorkspaceId workspace, String job);

  /** How many profiles have each result. */
  Map<Ending, Long> counts(ReplayCopy copy);
}
