package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import java.util.List;

/**
 * A profile that was part of another one.
 *
 * @param fromVersion the first version of {@code from} without it
 */
public record PendingUnmerge(
    WorkspaceId workspace, ProfileId profile, ProfileId from, long fromVersion) {
  public static PendingUnmerge of(ProfileMessage.Unmerged said) {
    return new PendingUnmerge(said.workspace(), said.into(), said.profile(), said.version());
  }

  public static PendingUnmerge of(ProfileMessage.UnmergedFrom said) {
    return new PendingUnmerge(said.workspace(), said.profile(), said.from(), said.fromVersion());
  }

  public ProfileRef who() {
    return new ProfileRef(workspace, profile);
  }

  public ProfileRef fromWhom() {
    return new ProfileRef(workspace, from);
  }

  public List<ProfileRef> both() {
    return List.of(fromWhom(), who());
  }
}
