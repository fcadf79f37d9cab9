package dev.tributary.control.alert.object;

import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.WorkspaceId;

/** Finds whether the figures of objects are hidden now. Thread-safe. */
@FunctionalInterface
public interface FigureVisibilities {

  /**
   * Blocks, for some seconds at most.
   *
   * @return {@link FigureVisibility#HIDDEN} also for an object that is deleted, and if it cannot be
   *     known
   */
  FigureVisibility of(WorkspaceId workspace, ObjectKind kind, String object);
}
