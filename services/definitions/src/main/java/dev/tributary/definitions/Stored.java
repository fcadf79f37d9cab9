package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;

/** A configured object as its owner stores it. */
public record Stored<S>(
    WorkspaceId workspace,
    String id,
    String key,
    String name,
    long version,
    Instant createdAt,
    Instant updatedAt,
    S spec) {

  public Stored<S> with(String newKey, String newName, S newSpec) {
    return new Stored<>(workspace, id, newKey, newName, version, createdAt, updatedAt, newSpec);
  }
}
