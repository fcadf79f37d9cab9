package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.TransactionSteps;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.postgres.TransactionListener.Author;
import dev.tributary.runtime.postgres.TransactionListener.Changed;
import dev.tributary.runtime.problem.Problem;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of requests that store definitions, with Hibernate Reactive. Each sees the rows of
 * one workspace. The work runs on the thread of the caller, which may block, and each statement in
 * the context of the transaction. A service has one object of this class: work within another
 * transaction of the same object is a part of that transaction. Thread-safe.
 */
public final class DefinitionDatabase {
  private final Transactions transactions;
  private final ScopedValue<DefinitionTransaction> current = ScopedValue.newInstance();

  /**
   * @param transactions of the role that sees one workspace
   */
  public DefinitionDatabase(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * A transaction whose changes the trail of administration records. Within another transaction of
   * this database on the same thread, the work is a part of that transaction. So a check may read
   * while a change is made, and the trail gets the change once.
   */
  public <T> T inWorkspace(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    return current.isBound()
        ? within(current.get(), workspace, work)
        : transactions.changingSteps(workspace, steps -> begun(workspace, steps, work));
  }

  /** As above, for work that only reads. Within another transaction, it is a part of that one. */
  public <T> T reading(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    return current.isBound()
        ? within(current.get(), workspace, work)
        : transactions.steps(workspace, steps -> begun(workspace, steps, work));
  }

  private <T> T begun(
      WorkspaceId workspace, TransactionSteps steps, Function<DefinitionTransaction, T> work) {
    DefinitionTransaction tx = new DefinitionTransaction(workspace, steps);
    return ScopedValue.where(current, tx).call(() -> work.apply(tx));
  }

  private static <T> T within(
      DefinitionTransaction tx, WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    WorkspaceId before = tx.workspace();
    tx.enter(workspace);
    T answer;
    try {
      answer = work.apply(tx);
    } catch (Problem refused) {
      // The outer work may go on. After any other failure, the transaction is rolled back.
      tx.enter(before);
      throw refused;
    }
    tx.enter(before);
    return answer;
  }

  /** Declares a change of the current transaction, so that the trail can record it. */
  public void changed(Changed changed) {
    transactions.changed(changed);
  }

  /** Who makes the changes of the current request; null if no request makes them. */
  public @Nullable Author author() {
    return transactions.author();
  }
}
