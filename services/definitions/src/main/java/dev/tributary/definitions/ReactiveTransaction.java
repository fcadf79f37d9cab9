package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.TransactionSteps;
import dev.tributary.definitions.postgres.Transactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** A transaction of Hibernate Reactive. */
final class ReactiveTransaction extends DefinitionTransaction {
  private static final String LOCK =
      "select cast(pg_advisory_xact_lock(hashtextextended(:name, 0)) as text)";

  private final TransactionSteps steps;
  private final ReactiveRows rows;

  ReactiveTransaction(TransactionSteps steps) {
    this.steps = steps;
    this.rows = new ReactiveRows(steps);
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
  void enter(WorkspaceId workspace) {
    steps.await(session -> Transactions.enter(session, workspace));
  }

  @Override
  DefinitionRows rows() {
    return rows;
  }
}
