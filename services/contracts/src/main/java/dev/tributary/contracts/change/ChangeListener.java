package dev.tributary.contracts.change;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;

/** Gets changes after their commit. Never blocks and never fails. Thread-safe. */
@FunctionalInterface
public interface ChangeListener {
  /** For code that has no reader of its changes. */
  ChangeListener NONE = (_, _, _) -> {};

  /**
   * @param ids of changed objects, and of objects that the change is about; empty if objects of any
   *     id may have changed
   */
  void changed(WorkspaceId workspace, ChangeSubject subject, List<String> ids);
}
