package dev.tributary.runtime.replica;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileRef;
import java.util.List;

/**
 * A merge. A profile is absorbed once, and never exists again.
 *
 * @param absorbed the profile that no longer exists
 * @param survivor the profile that absorbed it. A later merge may absorb this one too
 */
public record Merge(ProfileRef absorbed, ProfileId survivor) {

  /** The merges in a message, which is about the absorbed profile or about the survivor. */
  public static List<Merge> of(ProfileMessage message) {
    return switch (message) {
      case ProfileMessage.Merged merged ->
          List.of(new Merge(new ProfileRef(merged.workspace(), merged.profile()), merged.into()));
      case ProfileMessage.Updated updated ->
          updated.absorbed().stream()
              .map(each ->
                  new Merge(new ProfileRef(updated.workspace(), each.profile()), updated.profile()))
              .toList();
      case ProfileMessage.Unmerged _, ProfileMessage.UnmergedFrom _ -> List.of();
    };
  }

  WorkspaceId workspace() {
    return absorbed.workspace();
  }
}
