package dev.tributary.identity.store.replay;

import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Collection;
import java.util.List;

/** The outcomes of commands. */
public interface CommandOutcomes {
  /** Whether all of these commands have an outcome. */
  boolean ended(WorkspaceId workspace, Collection<EventId> commands);

  /** The commands that could not be processed. */
  List<EventId> failed(WorkspaceId workspace, Collection<EventId> commands);
}
