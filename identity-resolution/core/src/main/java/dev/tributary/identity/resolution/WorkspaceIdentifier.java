package dev.tributary.identity.resolution;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Comparator;

/** An identifier of a workspace: the key by which profiles are found and locked, in order. */
public record WorkspaceIdentifier(WorkspaceId workspace, Identifier identifier)
    implements Comparable<WorkspaceIdentifier> {
  private static final Comparator<WorkspaceIdentifier> ORDER =
      Comparator.comparing(WorkspaceIdentifier::workspace)
          .thenComparing(WorkspaceIdentifier::identifier);

  @Override
  public int compareTo(WorkspaceIdentifier other) {
    return ORDER.compare(this, other);
  }
}
