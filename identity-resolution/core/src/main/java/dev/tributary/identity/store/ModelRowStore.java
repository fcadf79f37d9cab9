package dev.tributary.identity.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.LeftOut;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The profile of each row of a people model, and the version of the row that was applied last. */
public interface ModelRowStore {
  /** The key of a row. */
  record Key(WorkspaceId workspace, ModelId model, String key) {}

  /**
   * The applied version of a row.
   *
   * @param profile may have been merged since
   */
  record Applied(ProfileId profile, String hash, RunId run, long modelVersion) {
    public boolean sameContent(Applied other) {
      return hash.equals(other.hash) && run.equals(other.run) && modelVersion == other.modelVersion;
    }
  }

  /** The applied versions of these rows; a row that was never applied is absent. */
  Map<Key, Applied> load(Collection<Key> wanted);

  /**
   * A version of a row that is applied now.
   *
   * @param anchor the strongest identifier by which it names the profile
   * @param leftOut identifiers that it names and that do not count
   * @param at the time of the row
   */
  record Fresh(Applied applied, Identifier anchor, List<LeftOut> leftOut, Instant at) {}

  /** Stores the versions of rows that were applied now. */
  void save(Map<Key, Fresh> changed);

  /** For rows that were ever removed, the run that removed them. */
  Map<Key, RunId> removed(Collection<Key> wanted);

  /** Records rows as removed by these runs, even if they were added again since. */
  void noteRemoved(Map<Key, RunId> removed);

  /** Forgets rows. */
  void delete(Collection<Key> removed);
}
