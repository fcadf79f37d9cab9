package dev.tributary.control.alert.object;

import dev.tributary.contracts.id.WorkspaceId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alert rules of objects, one workspace at a time. Every call blocks. Thread-safe. */
public interface ObjectRuleStore {

  /**
   * In order of their ids, the oldest first.
   *
   * @param object the id of the object; null for the rules of all objects
   */
  List<ObjectRule> list(WorkspaceId workspace, @Nullable String object);

  Optional<ObjectRule> find(WorkspaceId workspace, String id);

  long count(WorkspaceId workspace);

  void add(WorkspaceId workspace, ObjectRule rule);

  /**
   * Replaces the rule with this id.
   *
   * @return false if there is none
   */
  boolean replace(WorkspaceId workspace, ObjectRule rule);

  /**
   * @return false if there is none
   */
  boolean delete(WorkspaceId workspace, String id);
}
