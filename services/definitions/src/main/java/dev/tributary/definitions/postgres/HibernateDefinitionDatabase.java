package dev.tributary.definitions.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionTransaction;
import dev.tributary.definitions.DuplicateKey;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.Author;
import dev.tributary.runtime.definition.NamedObject;
import dev.tributary.runtime.problem.Problem;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Definitions with Hibernate Reactive. Each statement runs in the context of its transaction. A
 * service has one object of this class.
 */
public final class HibernateDefinitionDatabase implements DefinitionDatabase {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Transactions transactions;
  private final ScopedValue<HibernateDefinitionTransaction> current = ScopedValue.newInstance();

  /**
   * @param transactions of the role that sees one workspace
   */
  public HibernateDefinitionDatabase(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public <T> T inWorkspace(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    if (current.isBound()) {
      return within(current.get(), workspace, work);
    }
    try {
      return transactions.changingSteps(workspace, steps -> begun(workspace, steps, work));
    } catch (RuntimeException e) {
      throw isTaken(e) ? new DuplicateKey(e) : e;
    }
  }

  private static boolean isTaken(RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public <T> T reading(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    return current.isBound()
        ? within(current.get(), workspace, work)
        : transactions.steps(workspace, steps -> begun(workspace, steps, work));
  }

  private <T> T begun(
      WorkspaceId workspace, TransactionSteps steps, Function<DefinitionTransaction, T> work) {
    var tx = new HibernateDefinitionTransaction(workspace, steps);
    return ScopedValue.where(current, tx).call(() -> work.apply(tx));
  }

  private static <T> T within(
      HibernateDefinitionTransaction tx,
      WorkspaceId workspace,
      Function<DefinitionTransaction, T> work) {
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

  @Override
  public void changed(AuditedChange changed) {
    transactions.changed(changed);
  }

  @Override
  public void found(NamedObject found) {
    transactions.found(found);
  }

  @Override
  public @Nullable Author author() {
    return transactions.author();
  }
}
