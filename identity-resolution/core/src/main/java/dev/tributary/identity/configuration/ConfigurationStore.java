package dev.tributary.identity.configuration;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.rules.Author;
import dev.tributary.identity.rules.IdentityRules;
import org.jspecify.annotations.Nullable;

/** Reads and replaces the whole identity configuration of workspaces. Thread-safe. */
public interface ConfigurationStore {
  Configuration read(WorkspaceId workspace);

  /**
   * @param before the configuration before
   * @param after the configuration now; equal to {@code before} if nothing had to change
   */
  record Replaced(Configuration before, Configuration after) {}

  /**
   * Changes what differs, all or nothing. Traits with another policy are decided again afterwards.
   *
   * @param expectedVersion the version to replace; null for any version
   * @throws VersionMismatch if the configuration has another version
   */
  Replaced replace(
      WorkspaceId workspace,
      @Nullable Long expectedVersion,
      IdentityRules rules,
      TraitPolicies policies,
      Author by);
}
