package dev.tributary.identity.store;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.Merge;
import java.util.List;

/** The recorded merges. Rows are only added. */
public interface MergeStore {
  /** A merge of a workspace. */
  record Done(WorkspaceId workspace, Merge merge) {}

  /**
   * @param done in order
   */
  void insert(List<Done> done);
}
