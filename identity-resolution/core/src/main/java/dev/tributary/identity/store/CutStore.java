package dev.tributary.identity.store;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import java.time.Instant;
import java.util.Collection;

/** The cuts: pairs of identifiers that must not join. */
public interface CutStore {
  /** Whether these workspaces have any cut. */
  boolean any(Collection<WorkspaceId> workspaces);

  /** Whether a cut between the two sets of identifiers was made after that time. */
  boolean since(
      WorkspaceId workspace,
      Collection<Identifier> some,
      Collection<Identifier> others,
      Instant when);

  /**
   * Whether there is a cut between two of these identifiers that a copy of the workspace does not
   * have.
   *
   * @param copy the name that the rows of the copy have in place of the workspace's id
   */
  boolean unknownTo(WorkspaceId workspace, WorkspaceId copy, Collection<Identifier> identifiers);

  /** The cuts whose smaller identifier is among these. */
  Cuts of(Collection<WorkspaceIdentifier> identifiers);
}
