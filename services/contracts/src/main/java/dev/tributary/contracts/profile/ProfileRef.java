package dev.tributary.contracts.profile;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Comparator;

/**
 * A profile of a workspace. The order is by workspace, then by profile; profiles are locked in this
 * order.
 */
public record ProfileRef(WorkspaceId workspace, ProfileId profile)
    implements Comparable<ProfileRef> {
  private static final Comparator<ProfileRef> ORDER =
      Comparator.comparing(ProfileRef::workspace).thenComparing(ProfileRef::profile);

  @Override
  public int compareTo(ProfileRef other) {
    return ORDER.compare(this, other);
  }
}
