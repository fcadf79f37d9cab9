package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.RequestDatabase;
import dev.tributary.runtime.postgres.TransactionListener.Author;
import dev.tributary.runtime.postgres.TransactionListener.Changed;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Transactions over JDBC. Statements of {@link RequestDatabase} share them. Thread-safe. */
public final class JdbiDefinitions implements DefinitionDatabase {
  private final RequestDatabase database;

  public JdbiDefinitions(RequestDatabase database) {
    this.database = database;
  }

  @Override
  public <T> T inWorkspace(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    return database.inWorkspace(workspace, tx -> work.apply(new JdbiTransaction(tx)));
  }

  @Override
  public <T> T byKey(WorkspaceId workspace, Function<DefinitionTransaction, T> work) {
    return database.byKey(workspace, tx -> work.apply(new JdbiTransaction(tx)));
  }

  @Override
  public void changed(Changed changed) {
    database.changed(changed);
  }

  @Override
  public @Nullable Author author() {
    return database.author();
  }
}
