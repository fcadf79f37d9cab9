package dev.tributary.definitions.postgres;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.DefinitionRows;
import dev.tributary.definitions.DefinitionTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** A transaction of Hibernate Reactive that stores definitions, in blocking steps. */
final class HibernateDefinitionTransaction implements DefinitionTransaction, SqlStatements {
  private static final String LOCK =
      "select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)";

  private final TransactionSteps steps;
  private final DefinitionRows rows;
  private WorkspaceId workspace;

  /**
   * @param workspace whose rows it sees
   */
  HibernateDefinitionTransaction(WorkspaceId workspace, TransactionSteps steps) {
    this.workspace = workspace;
    this.steps = steps;
    this.rows = new HibernateDefinitionRows(steps);
  }

  @Override
  public int execute(String statement, Map<String, ?> parameters) {
    return steps.await(session -> {
      Mutiny.Query<Object> query = session.createNativeQuery(statement);
      parameters.forEach(query::setParameter);
      return query.executeUpdate();
    });
  }

  @Override
  public Optional<String> text(String query, Map<String, ?> parameters) {
    List<String> found =
        steps.await(session -> {
          Mutiny.SelectionQuery<String> statement = session.createNativeQuery(query, String.class);
          parameters.forEach(statement::setParameter);
          return statement.setMaxResults(1).getResultList();
        });
    return found.stream().findFirst();
  }

  @Override
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

  @Override
  public DefinitionRows rows() {
    return rows;
  }
}
