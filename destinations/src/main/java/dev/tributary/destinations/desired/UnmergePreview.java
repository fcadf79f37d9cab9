package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.unmerge.UnmergePlanWithAudiences;
import dev.tributary.destinations.desired.UnmergedPair.Outlook;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.List;
import java.util.function.Predicate;

/** Computes what would be sent after an unmerge, and writes nothing. Thread-safe. */
public interface UnmergePreview {
  /** Whether there is a person with exactly this id. */
  boolean knows(WorkspaceId workspace, ProfileId profile);

  /**
   * @param syncs all syncs of the workspace
   * @param unknownAllows whether a purpose that a person never answered counts as granted
   */
  Outlook compute(
      WorkspaceId workspace,
      UnmergePlanWithAudiences plan,
      List<Sync> syncs,
      Predicate<String> unknownAllows);
}
