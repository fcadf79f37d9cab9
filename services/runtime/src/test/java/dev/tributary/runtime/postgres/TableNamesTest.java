package dev.tributary.runtime.postgres;

import dev.tributary.runtime.TestDatabase;
import dev.tributary.testkit.tables.TableNames;
import org.junit.jupiter.api.Test;

/** The shared tables, and the tables of the runtime's own tests. */
class TableNamesTest {

  @Test
  void allNamesFollowTheScheme() throws Exception {
    try (TestDatabase database = TestDatabase.migrated("names")) {
      TableNames.withFormer("stream_ahead").check(database.coordinates());
    }
  }
}
