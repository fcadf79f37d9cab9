package dev.tributary.runtime.postgres;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sees the transactions of requests while they can still be refused, so that what has to be on
 * record of a change is in the change's own transaction. Thread-safe; called on the thread of the
 * transaction.
 */
public interface Witness {
  /** Sees nothing. */
  Witness NONE =
      new Witness() {
        @Override
        public void begun() {}

        @Override
        public void changed(Changed changed) {}

        @Override
        public void beforeCommit(Handle tx, String workspace) {}

        @Override
        public void committed() {}
      };

  /**
   * An object that the current transaction changes.
   *
   * @param kind as in paths and codes: {@code audience}
   * @param before null where it is new
   * @param after null where it is deleted
   */
  record Changed(
      String kind, String id, String name, @Nullable Object before, @Nullable Object after) {}

  /** A transaction begins; what an earlier one said that was rolled back does not count. */
  void begun();

  void changed(Changed changed);

  /** An exception from here rolls the transaction back. */
  void beforeCommit(Handle tx, String workspace);

  void committed();
}
