package dev.tributary.control.alert.object;

import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Optional;

/** Finds whether the figures of objects are hidden now. Thread-safe. */
@FunctionalInterface
public interface FigureVisibilities {

  /**
   * Blocks, for some seconds at most.
   *
   * @return {@link FigureVisibility#HIDDEN} also for an object that is deleted; empty if the
   *     service of the object gives no answer now
   */
  Optional<FigureVisibility> of(WorkspaceId workspace, ObjectKind kind, String object);
}
