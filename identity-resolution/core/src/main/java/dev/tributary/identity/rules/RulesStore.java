package dev.tributary.identity.rules;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identity rules of workspaces, with all their versions. A write of an expected version is
 * refused if the rules have another version. Thread-safe.
 */
public interface RulesStore {
  /** The rules in force. */
  VersionedRules read(WorkspaceId workspace);

  /**
   * Puts rules in force. Unchanged rules keep their version.
   *
   * @param expectedVersion the version to replace; null for any version
   */
  VersionedRules replace(
      WorkspaceId workspace, @Nullable Long expectedVersion, IdentityRules rules, Author by);

  /**
   * One version of the rules.
   *
   * @param changedBy the subject of the token; null if it was not recorded
   * @param changedByName as it was then
   */
  record Version(
      long version,
      Instant changedAt,
      @Nullable String changedBy,
      @Nullable String changedByName) {}

  /**
   * Newest first.
   *
   * @param before the last version of the previous page; null for the first page
   */
  List<Version> versions(WorkspaceId workspace, @Nullable Long before, int limit);

  /** The rules of a version; version 0 are the defaults. Empty if the version is not stored. */
  Optional<IdentityRules> version(WorkspaceId workspace, long version);
}
