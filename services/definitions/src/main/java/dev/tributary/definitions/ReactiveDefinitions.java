package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.TransactionSteps;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.postgres.TransactionListener.Author;
import dev.tributary.runtime.postgres.TransactionListener.Changed;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of Hibernate Reactive. The work runs on the thread of the caller, and each statement
 * in the context of the transaction. A service has one object of this class: work within another
 * transaction of the same object is a part of that transaction. Thread-safe.
 */
public final class ReactiveDefinitions implements DefinitionDatabase {
  private final Transactions transactions;
  private final ScopedValue<ReactiveTransaction> current = ScopedValue.newInstance();

  /**
   * @param transactions of the role that sees one workspace
   */
  public ReactiveDefinitions(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public <T> T inWorkspace(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    return current.isBound()
        ? within(current.get(), workspace, work)
        : transactions.changingSteps(workspace, steps -> begun(steps, work));
  }

  /** PostgreSQL chooses the plans of prepared statements itself. */
  @Override
  public <T> T byKey(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    return current.isBound()
        ? within(current.get(), workspace, work)
        : transactions.steps(workspace, steps -> begun(steps, work));
  }

  private <T> T begun(TransactionSteps steps, Function<DefinitionTransaction, T> work) {
    ReactiveTransaction tx = new ReactiveTransaction(steps);
    return ScopedValue.where(current, tx).call(() -> work.apply(tx));
  }

  private static <T> T within(
      ReactiveTransaction tx, WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    tx.enter(workspace);
    return work.apply(tx);
  }

  @Override
  public void changed(Changed changed) {
    transactions.changed(changed);
  }

  @Override
  public @Nullable Author author() {
    return transactions.author();
  }
}
