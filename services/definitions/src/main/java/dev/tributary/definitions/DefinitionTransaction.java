package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.TransactionSteps;
import dev.tributary.definitions.postgres.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A transaction that stores definitions, for other work in it. The methods of {@link
 * DefinitionStore} take it, and so do statements about other tables. Row-level security shows the
 * rows of one workspace. Used by the thread of its caller, until the work returns.
 */
public final class DefinitionTransaction {
  private static final String LOCK =
      "select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)";

  private final TransactionSteps steps;
  private final DefinitionRows rows;
  private WorkspaceId workspace;

  /**
   * @param workspace whose rows it sees
   */
  DefinitionTransaction(WorkspaceId workspace, TransactionSteps steps) {
    this.workspace = workspace;
    this.steps = steps;
    this.rows = new DefinitionRows(steps);
  }

  /**
   * Changes rows.
   *
   * @param statement with named parameters, such as {@code :workspace}
   * @return the number of rows
   */
  public int execute(String statement, Map<String, ?> parameters) {
    return steps.await(session -> {
      Mutiny.Query<Object> query = session.createNativeQuery(statement);
      parameters.forEach(query::setParameter);
      return query.executeUpdate();
    });
  }

  /**
   * Reads one value.
   *
   * @param query with named parameters; its only column is a text
   * @return the value of the first row; empty if there is no row, or if the value is null
   */
  public Optional<String> text(String query, Map<String, ?> parameters) {
    List<String> found =
        steps.await(session -> {
          Mutiny.SelectionQuery<String> statement = session.createNativeQuery(query, String.class);
          parameters.forEach(statement::setParameter);
          return statement.setMaxResults(1).getResultList();
        });
    return found.stream().findFirst();
  }

  /** Waits until no other transaction has this lock, and keeps it until the end. */
  public void lock(String name) {
    text(LOCK, Map.of("name", name));
  }

  /** The transaction sees this workspace from now on. */
  void enter(WorkspaceId next) {
    if (!next.equals(workspace)) {
      steps.await(session -> Transactions.enter(session, next));
      workspace = next;
    }
  }

  WorkspaceId workspace() {
    return workspace;
  }

  /** The tables of definitions. */
  DefinitionRows rows() {
    return rows;
  }
}
