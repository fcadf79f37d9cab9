package dev.tributary.definitions;

import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.postgres.TransactionListener;
import org.junit.jupiter.api.AfterAll;

/** As {@link DefinitionsTest}, over Hibernate Reactive. */
class ReactiveDefinitionsTest extends DefinitionsTest {
  private static final ReactiveDatabases DATABASES = new ReactiveDatabases();

  @AfterAll
  static void closeDatabases() {
    DATABASES.close();
  }

  @Override
  DefinitionDatabase definitions(TestDatabase at) {
    return DATABASES.definitions(at, TransactionListener.NONE);
  }
}
