package dev.tributary.runtime.postgres;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.Author;
import dev.tributary.runtime.definition.NamedObject;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sees the transactions of requests before the commit, while they can still be refused. So the
 * record of a change is in the change's own transaction. Thread-safe. The calls for one transaction
 * come one after the other, on any thread, with the request context of the caller.
 */
public interface TransactionListener {
  /** Does nothing. */
  TransactionListener NONE =
      new TransactionListener() {
        @Override
        public void begun() {}

        @Override
        public void changed(AuditedChange changed) {}

        @Override
        public void found(NamedObject found) {}

        @Override
        public @Nullable Author author() {
          return null;
        }

        @Override
        public Optional<AdministrationEntry> entry(WorkspaceId workspace, BooleanSupplier writes) {
          return Optional.empty();
        }

        @Override
        public void beforeCommit(Handle tx, WorkspaceId workspace) {}

        @Override
        public void committed() {}
      };

  /** A transaction begins. Changes of an earlier transaction that was rolled back do not count. */
  void begun();

  void changed(AuditedChange changed);

  /** The request has found an object. If its path names the object, the entry gets the name. */
  void found(NamedObject found);

  /** The author of the changes of the current transaction; null if no request makes them. */
  @Nullable Author author();

  /**
   * The entry of the current transaction. The caller adds it to the outbox in the same transaction,
   * before the commit.
   *
   * @param writes whether the transaction has written anything
   * @return empty if the trail gets no entry
   */
  Optional<AdministrationEntry> entry(WorkspaceId workspace, BooleanSupplier writes);

  /** Adds the {@link #entry} over JDBC. An exception of this method rolls the transaction back. */
  void beforeCommit(Handle tx, WorkspaceId workspace);

  void committed();
}
