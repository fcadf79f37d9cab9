package dev.tributary.control.audit;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ids that a profile has or had. Thread-safe; blocks. */
public interface ProfileIds {
  /**
   * The ids of one profile.
   *
   * @param ids its own, and those of the profiles that were merged into it; only the given name if
   *     there is no such profile
   * @param found the profile to which an identifier leads; null if to none
   */
  record LookedUpIds(List<ProfileId> ids, @Nullable ProfileId found) {
    public LookedUpIds {
      ids = List.copyOf(ids);
    }
  }

  /**
   * @param named a profile id, or an identifier as {@code type:value}
   * @param guesser the subject of a caller who may not read personal data, whose lookups are
   *     limited; null for all others
   */
  LookedUpIds of(WorkspaceId workspace, String named, @Nullable String guesser);
}
