package dev.tributary.identity.profile;

import dev.tributary.contracts.id.WorkspaceId;

/** The policies of traits: which of several values wins. Thread-safe. */
public interface TraitPolicyStore {
  /** The policy of a trait; the latest value wins until a user chooses another policy. */
  TraitPolicy read(WorkspaceId workspace, String trait);

  /**
   * Changes a policy. The trait is decided again for all profiles, even if the policy stays the
   * same.
   *
   * @param actor the subject of the user
   */
  void replace(WorkspaceId workspace, String trait, TraitPolicy policy, String actor);
}
