package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;

/** A configured object as its owner stores it. */
public record StoredDefinition<S>(
    WorkspaceId workspace,
    String id,
    String key,
    String name,
    long version,
    Instant createdAt,
    Instant updatedAt,
    S spec) {

  public StoredDefinition<S> with(String newKey, String newName, S newSpec) {
    return new StoredDefinition<>(
        workspace, id, newKey, newName, version, createdAt, updatedAt, newSpec);
  }
}
