package dev.tributary.definitions;

import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** A transaction over JDBC. */
final class JdbiTransaction extends DefinitionTransaction {
  private final Handle tx;

  JdbiTransaction(Handle tx) {
    this.tx = tx;
  }

  @Override
  public int execute(String statement, Map<String, ?> parameters) {
    return tx.createUpdate(statement).bindMap(parameters).execute();
  }

  @Override
  public Optional<String> text(String query, Map<String, ?> parameters) {
    return tx.createQuery(query).bindMap(parameters).mapTo(String.class).findFirst();
  }

  @Override
  public void lock(String name) {
    tx.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", name);
  }

  @Override
  DefinitionRows rows() {
    return new JdbiRows(tx);
  }
}
