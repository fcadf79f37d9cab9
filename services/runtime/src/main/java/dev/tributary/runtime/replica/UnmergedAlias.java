package dev.tributary.runtime.replica;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import java.util.List;

/**
 * The id of an absorbed profile that an unmerge moved to another profile.
 *
 * @param into the profile that the unmerge created
 */
public record UnmergedAlias(ProfileRef alias, ProfileId into) {

  /** All ids that an unmerge moves. */
  public static List<UnmergedAlias> of(ProfileMessage.Unmerged unmerged) {
    return unmerged.aliases().stream()
        .map(alias ->
            new UnmergedAlias(new ProfileRef(unmerged.workspace(), alias), unmerged.into()))
        .toList();
  }

  WorkspaceId workspace() {
    return alias.workspace();
  }
}
