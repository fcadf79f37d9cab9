package dev.tributary.definitions;

import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.postgres.TransactionListener;
import org.junit.jupiter.api.AfterAll;

/** As {@link DefinitionVersionsTest}, over Hibernate Reactive. */
class ReactiveVersionsTest extends DefinitionVersionsTest {
  private static final ReactiveDatabases DATABASES = new ReactiveDatabases();

  @AfterAll
  static void closeDatabases() {
    DATABASES.close();
  }

  @Override
  DefinitionDatabase definitions(TestDatabase at, TransactionListener listener) {
    return DATABASES.definitions(at, listener);
  }
}
