package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.Author;
import dev.tributary.runtime.definition.NamedObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of requests that store definitions. Each sees the rows of one workspace. The work
 * runs on the thread of the caller, which may block. Work within another transaction of the same
 * database is a part of that transaction. Thread-safe.
 */
public interface DefinitionDatabase {

  /**
   * A transaction whose changes the trail of administration records. Within another transaction of
   * this database on the same thread, the work is a part of that transaction. So a check may read
   * while a change is made, and the trail gets the change once.
   *
   * @throws DuplicateKey if another transaction has created an object with the same key, so that a
   *     repeat of the work would find it
   */
  <T> T inWorkspace(WorkspaceId workspace, Function<DefinitionTransaction, T> work);

  /** As above, for work that only reads. Within another transaction, it is a part of that one. */
  <T> T reading(WorkspaceId workspace, Function<DefinitionTransaction, T> work);

  /** Declares a change of the current transaction, so that the trail can record it. */
  void changed(AuditedChange changed);

  /** Declares an object that the request has found, so that the trail can name it. */
  void found(NamedObject found);

  /** The author of the changes of the current request; null if no request makes them. */
  @Nullable Author author();
}
