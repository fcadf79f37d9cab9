package dev.tributary.identity.store.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.replay.ReplayCopy;
import java.util.List;

/** The differences between a workspace and its replay copy. */
public interface ReplayDifferences {
  /**
   * Profiles that differ from the replay, and profiles of the replay without a match in the
   * workspace, sorted. Profiles that the rebuild has to leave as they are are left out.
   */
  List<ProfileId> differing(ReplayCopy copy);

  /** Quarantined inputs that name a profile in the replay: those after an id, in order. */
  List<String> countNow(ReplayCopy copy, String after);
}
