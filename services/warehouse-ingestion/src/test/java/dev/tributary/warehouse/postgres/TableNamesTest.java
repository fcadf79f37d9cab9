package dev.tributary.warehouse.postgres;

import dev.tributary.testkit.tables.TableNames;
import dev.tributary.warehouse.TestDatabase;
import org.junit.jupiter.api.Test;

class TableNamesTest {

  @Test
  void allNamesFollowTheScheme() throws Exception {
    TableNames.withFormer().check(TestDatabase.migrated("names"));
  }
}
